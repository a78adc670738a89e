"""Evaluations: ratings as they are printed, who gave them, and in whose words they are headed."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from hyoka import site
from hyoka.checks.ratings import rating_off_scale
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import evaluate
from hyoka.model import (
    EVALUATIONS,
    Best,
    Evaluation,
    EvaluationStep,
    Headings,
    ProjectYear,
    Rating,
    RatingScale,
    evaluations_of,
)
from hyoka.opendata.table import Dataset
from hyoka.opendata.tables.next_actions import TABLE as NEXT_ACTIONS
from hyoka.opendata.tables.ratings import TABLE as RATINGS
from hyoka.wording import load_language
from tests.building import TOWN, made_of
from tests.small_city import MUNICIPALITY, write_city

BASE = Path(__file__).parent / "rules" / "base"
JAPANESE = load_language("ja")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The base, to be changed."""
    return shutil.copytree(BASE, tmp_path / "content")


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8", newline="") as end:
        end.write(text)


def _scale(best: str, *values: object) -> RatingScale:
    ratings = tuple({"value": value} for value in values)
    fields = {"id": "sogo", "name": "総合評価", "best": best, "ratings": ratings}
    return RatingScale.model_validate(fields)


# A rating's mark.


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        (1, "1"),
        (Decimal("1.0"), "1.0"),
        (Decimal("1E+2"), "100"),
        ("S", "S"),
        (" A+ ", "A+"),
        *((sign, sign) for sign in "◎○△×Ａ"),
    ],
)
def test_a_mark_is_a_text_as_it_is_printed(raw: object, mark: str) -> None:
    assert Rating.model_validate({"scale": "sogo", "value": raw}).value == mark


@pytest.mark.parametrize("raw", ["", "　", "A\nB", True, None, ("A",), {"A": 1}, 1.0])
def test_what_is_no_mark_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError):
        Rating.model_validate({"scale": "sogo", "value": raw})


def test_a_scale_has_more_than_one_mark() -> None:
    with pytest.raises(ValidationError):
        _scale("first", "A")


@pytest.mark.parametrize(
    ("best", "values", "said"),
    [
        ("first", "SABCD", "「S」から「D」までの5段階で、最もよいのは「S」"),
        ("first", (1, 2, 3, 4, 5), "「1」から「5」までの5段階で、最もよいのは「1」"),
        ("last", (1, 2, 3, 4, 5), "「1」から「5」までの5段階で、最もよいのは「5」"),
        ("first", "◎○△×", "「◎」から「×」までの4段階で、最もよいのは「◎」"),
        (
            "last",
            ("影響がある", "影響がない"),
            "「影響がある」か「影響がない」の2区分で、よいとされるのは「影響がない」",
        ),
        ("none", ("ある", "ない"), "「ある」か「ない」の2区分で、どちらがよいという区分ではない"),
        ("none", "甲乙丙", "「甲」から「丙」までの3区分で、よい順の区分ではない"),
    ],
)
def test_a_scale_says_which_end_is_best_if_one_is(
    best: str, values: tuple[object, ...], said: str
) -> None:
    scale = _scale(best, *values)
    assert scale.best is Best(best)
    assert JAPANESE.scale(scale) == said


# An evaluation.


def test_an_evaluation_may_be_words_or_ratings_or_both() -> None:
    rating = {"scale": "sogo", "value": "A"}
    assert Evaluation.model_validate({"text": "よい。"}).ratings == ()
    assert Evaluation.model_validate({"ratings": (rating,)}).text is None
    both = Evaluation.model_validate({"text": "よい。", "ratings": (rating,)})
    assert both.ratings[0].value == "A"


@pytest.mark.parametrize("fields", [{}, {"ratings": ()}, {"evaluator": "市民部長"}])
def test_an_evaluation_says_something(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="no text, no ratings, no next"):
        Evaluation.model_validate(fields)


def test_the_evaluations_of_steps_follow_in_the_order_of_the_steps() -> None:
    steps = [EvaluationStep(id=name, name=name) for name in ("kacho", "bucho", "shicho")]
    given = [{"step": step.id, "text": "よい。"} for step in reversed(steps)]
    fields = {"fiscal_year": 2018, "document": "r1", "evaluations": given}
    fixed = {name: {"text": "よい。"} for name in reversed(EVALUATIONS)}
    year = ProjectYear.model_validate_json(json.dumps({**fixed, **fields}))
    found = [placed.written_place for placed in evaluations_of(year, steps)]
    of_steps = [f"evaluations/{step.id}" for step in steps]
    assert found == [EVALUATIONS[0], *of_steps, *EVALUATIONS[1:]]
    assert [placed.place for placed in evaluations_of(year)][1] == ("evaluations", 0)


def test_each_step_s_evaluation_is_told_with_what_it_chose() -> None:
    pages = {page.path: page.markdown for page in made_of(TOWN).pages}
    told = pages["projects/mimamori.md"]
    headed = ["year-2024-self-evaluation", "evaluation-kacho", "evaluation-shicho"]
    places = [told.index(anchor) for anchor in (*headed, "year-2024-council-evaluation")]
    assert places == sorted(places)
    assert "<strong>拡充</strong><br>成果の方向：向上、コストの方向：維持<br>予算の枠の中で" in told
    assert "#### 市長の判断 {#year-2024-evaluation-shicho}" in told
    rows = of_the_town(NEXT_ACTIONS)
    assert [(row["step_id"], row["next_action"], row["next_action_outcome"]) for row in rows] == [
        ("not_applicable", "minaoshi", "not_recorded"),  # of a measure's council
        ("shicho", "kakujuu", "increase"),
        ("shicho", "minaoshi", "not_recorded"),
    ]


# On its scale.


@pytest.mark.parametrize("declared", ["1", '"1"'])
@pytest.mark.parametrize("given", ["1", '"1"'])
@pytest.mark.parametrize("name", EVALUATIONS)
def test_a_number_and_the_same_number_as_text_are_one_mark(
    content: Path, name: str, given: str, declared: str
) -> None:
    _append(
        content / "municipality.yml",
        "rating_scales:\n  - {id: junni, name: 順位, best: first, ratings: "
        f"[{{value: {declared}}}, {{value: 2}}]}}\n",
    )
    sheet = content / "policies/machi/2018.yml"
    _append(sheet, f"{name}:\n  ratings:\n    - {{scale: junni, value: {given}}}\n")
    reading = read_records(read_folder(content))
    assert reading.problems == ()
    assert reading.records is not None
    assert list(rating_off_scale(reading.records)) == []
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace(f"value: {given}", "value: 1.0"), encoding="utf-8"
    )
    records = read_records(read_folder(content)).records
    assert records is not None
    (finding,) = rating_off_scale(records)
    assert finding.place == (name, "ratings", 0, "value")
    assert finding.values == {"value": "1.0", "scale": "順位", "known": "1、2"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("〇", "○"), ("◯", "○"), ("x", "×"), ("Ｘ", "×"), ("▲", "△"), ("Ａ", "A"), ("a", "A")],
)
def test_a_mark_that_looks_like_another_is_guessed(content: Path, written: str, meant: str) -> None:
    scale = (
        "{id: s, name: 印, best: first, ratings: [{value: ○}, {value: △}, {value: ×}, {value: A}]}"
    )
    _append(content / "municipality.yml", f"rating_scales: [{scale}]\n")
    sheet = f"self_evaluation: {{ratings: [{{scale: s, value: {written}}}]}}\n"
    _append(content / "policies/machi/2018.yml", sheet)
    records = read_records(read_folder(content)).records
    assert records is not None
    (finding,) = rating_off_scale(records)
    assert finding.values["offer"] == meant


def test_opposite_scales_stand_on_one_sheet_each_with_its_best_end() -> None:
    (page,) = [p for p in made_of(TOWN).pages if p.path == "policies/mimori/2024.md"]
    assert "<strong>2</strong>（「1」から「5」までの5段階で、最もよいのは「1」）" in page.markdown
    assert "<strong>5</strong>（「1」から「5」までの5段階で、最もよいのは「5」）" in page.markdown


def test_what_a_step_never_has_is_not_told_as_missing(tmp_path: Path) -> None:
    """Its scale is explained once, and its date is only missing where others of it have one."""
    scale = "{id: y, name: 余地, best: none, ratings: [{value: ある}, {value: ない}]}"
    rated = "{scale: y, value: ある, aspect: 成果}, {scale: y, value: ない, aspect: コスト}"
    evaluated = (
        "{{fiscal_year: {}, edition: {}, document: r1, self_evaluation: {{ratings: [{}]}}, "
        "council_evaluation: {{text: よい。{}}}}}\n"
    )
    content = write_city(
        tmp_path,
        municipality=f"{MUNICIPALITY}rating_scales: [{scale}]\n",
        policies__kosodate__2018=evaluated.format(2018, 2019, rated, ", date: 2019-07-01"),
        policies__kosodate__2019=evaluated.format(2019, 2020, rated, ""),
    )
    pages = {page.path: page for page in site.build(read_folder(content), files=False).pages}
    dated, undated = (pages[f"policies/kosodate/{year}.md"].markdown for year in (2018, 2019))
    for part in dated.split("{#self-evaluation}"):  # in short at the top, then in full
        assert part.count("どちらがよいという区分ではない") == 1
    assert dated.count("記入日の記載はありません") == 0
    assert undated.count("記入日の記載はありません") == 1


def test_a_rating_of_no_order_has_its_reason_and_no_place() -> None:
    (page,) = [page for page in made_of(TOWN).pages if page.path == "projects/mimamori.md"]
    assert "（「ある」か「ない」の2区分で、どちらがよいという区分ではない）" in page.markdown
    assert "理由：訪ねた記録を、紙と表計算の" in page.markdown
    (rated,) = [row for row in of_the_town(RATINGS) if row["scale_id"] == "yochi"]
    assert (rated["rating_place"], rated["rating_place_missing"]) == (None, "not_applicable")
    assert str(rated["rating_text"]).endswith("書く時間を減らせる。")


def of_the_town(dataset: Dataset[Any]) -> list[dict[str, object]]:
    """The rows of one of its tables."""
    records = read_records(read_folder(TOWN)).records
    table = dataset.table(evaluate(records), JAPANESE)
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


# Headings.


def _sections(folder: Path) -> str:
    pages = {
        page.path: page.markdown for page in site.build(read_folder(folder), files=False).pages
    }
    return pages["policies/machi/2018.md"] + pages["projects/matsuri.md"]


WHOLE_SHEET = """
lead: {post: 市民部長, name: 見本}
aim: 支える。
self_evaluation: {text: よい。}
council_evaluation: {text: よい。}
external_evaluation: {text: よい。}
next_action: {id: keizoku}
"""


@pytest.fixture
def whole(content: Path) -> Path:
    """The base with something in every section of the sheet."""
    _append(content / "municipality.yml", "next_actions:\n  - {id: keizoku, name: 継続}\n")
    _append(content / "policies/machi/2018.yml", WHOLE_SHEET)
    _append(content / "projects/matsuri.yml", "    issues: [担い手の不足。]\n")
    return content


def test_without_its_own_words_a_sheet_has_the_sites(whole: Path) -> None:
    sections = JAPANESE.words["sections"]
    assert isinstance(sections, dict)
    assert set(Headings.model_fields) - {"issues"} == set(sections) - {"survey_of"}
    told = _sections(whole)
    for name in set(Headings.model_fields) - {"issues", "survey"}:
        year = {"year": "平成30年度"} if name == "self_evaluation" else {}
        assert JAPANESE.word(f"sections.{name}", **year) in told, name
    assert JAPANESE.label("issues") in told


def test_every_section_can_have_the_municipality_s_own_words(whole: Path) -> None:
    own = {name: f"自前の見出し{n}番" for n, name in enumerate(Headings.model_fields)}
    _append(whole / "municipality.yml", f"headings: {json.dumps(own, ensure_ascii=False)}\n")
    told = _sections(whole)
    for name, heading in own.items():
        assert heading in told, name
    assert "ゼネラルマネージャー" not in told
    assert "政策会議における評価" not in told


def test_a_heading_of_one_kind_of_sheet_stands_on_no_other(whole: Path) -> None:
    headings = {"issues": "どの評価表でも", "next_action": "どの評価表でも2"}
    _append(whole / "municipality.yml", f"headings: {json.dumps(headings, ensure_ascii=False)}\n")
    own = {"sheet": "project", "section": "issues", "heading": "事業だけの見出し"}
    _append(
        whole / "municipality.yml", f"sheet_headings: [{json.dumps(own, ensure_ascii=False)}]\n"
    )
    told = _sections(whole)
    assert "事業だけの見出し" in told
    assert "どの評価表でも2" in told
    assert "どの評価表でも " not in told


def test_the_sections_are_numbered_without_a_gap(whole: Path) -> None:
    def numbers() -> list[str]:
        lines = _sections(whole).splitlines()
        return [line.split()[1] for line in lines if line.startswith("## ") and ". " in line]

    assert numbers() == [f"{n}." for n in range(1, 10)]
    sheet = whole / "policies/machi/2018.yml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("external_evaluation: {text: よい。}\n", ""), encoding="utf-8")
    assert numbers() == [f"{n}." for n in range(1, 9)]


def test_a_section_that_no_year_records_is_left_out_and_one_that_some_do_is_told(
    whole: Path,
) -> None:
    sheet = whole / "policies/machi/2018.yml"
    assert "この欄の記録はありません" not in _sections(whole)
    later = "fiscal_year: 2019\nedition: 2020\ndocument: r1-hyoka\n"
    (whole / "policies/machi/2019.yml").write_text(later, encoding="utf-8")
    pages = {p.path: p.markdown for p in site.build(read_folder(whole), files=False).pages}
    told = pages["policies/machi/2019.md"]
    assert told.count("この欄の記録はありません") >= 5
    assert "{#self-evaluation}" in told
    assert "記入日" not in pages["policies/machi/2018.md"]
    sheet.write_text(later.replace("2019", "2018"), encoding="utf-8")
    pages = {p.path: p.markdown for p in site.build(read_folder(whole), files=False).pages}
    told = pages["policies/machi/2019.md"]
    for anchor in ("survey", "progress", "self-evaluation", "council-evaluation"):
        assert f"{{#{anchor}}}" not in told
