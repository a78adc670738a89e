"""No thing without its words: a test names every missing one, and a site is built all the same."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka import evaluation as evaluated
from hyoka import opendata
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite
from hyoka.evaluation.figures import Definition
from hyoka.opendata import column
from hyoka.opendata.files import downloads
from hyoka.opendata.table import Dataset
from hyoka.opendata.tables import DATASETS, empty_tables
from hyoka.wording import Language, load_language
from hyoka.wording import words as language_words
from tests import needed_words
from tests.building import ROOT
from tests.small_city import write_city

JA = load_language("ja")


def missing(paths: Iterator[str]) -> list[str]:
    return sorted({path for path in paths if not JA.has(path)})


def _named(paths: list[str]) -> str:
    return f"locales/ja has no word of: {', '.join(paths)}"


def test_no_thing_is_without_its_words(tmp_path: Path) -> None:
    municipality = read_records(read_folder(write_city(tmp_path))).records.municipality
    lacking = missing(needed_words.of_things(empty_tables(municipality, JA), JA))
    assert lacking == [], _named(lacking)


def test_no_word_is_asked_for_that_is_not_there() -> None:
    lacking = missing(needed_words.said_in_code())
    assert lacking == [], _named(lacking)
    lacking = missing(needed_words.said_in_templates())
    assert lacking == [], _named(lacking)
    lacking = missing(needed_words.said_in_theme())
    assert lacking == [], _named(lacking)


@pytest.mark.parametrize(
    ("unwanted", "instead", "meant"),
    [
        ("住所", "アドレス", "電話番号や住所"),  # a place on the web is no place to live at
        ("さが[しすせそ]", "検索する by words, 探す in lists", "探"),
        ("再掲", "うち", ""),
        ("持ち帰", "ダウンロード", "表計算、持ち帰り、持ち帰る"),  # as people ask for it
    ],
)
def test_a_thing_has_one_name_in_the_interface(unwanted: str, instead: str, meant: str) -> None:
    texts = [file for file in language_words.FOLDER.glob("ja/**/*") if file.is_file()]
    texts += [*(ROOT / "generator/hyoka/model").glob("*.py")]
    told = {file.name: file.read_text(encoding="utf-8").replace(meant, "") for file in texts}
    found = [name for name, text in told.items() if re.search(unwanted, text)]
    assert found == [], f"say {instead}"


def test_no_field_of_a_record_is_without_a_title() -> None:
    assert list(needed_words.untitled_fields()) == []


def _rows(evaluation: EvaluatedSite, _: Language) -> Iterator[int]:
    yield len(evaluation.projects)


WORDLESS = Dataset(
    name="wordless_table_of_a_long_name",
    position=0,
    rows=_rows,
    columns=(
        column.integer("wordless", lambda row: row, "件"),
        column.code("wordless_code", lambda _: "a", "wordless_codes"),
    ),
    key=(),
)


def test_a_new_thing_without_words_is_named_with_each_of_them() -> None:
    def nothing(actual: Decimal, wordless: Decimal) -> Decimal:
        return actual + wordless

    figure = Definition("new_rate", "new_rate", "actual ÷ wordless", nothing)
    assert missing(needed_words.of_figure(figure)) == [
        "labels.new_rate",
        "labels.wordless",
        "meanings.new_rate",
    ]
    assert missing(needed_words.of_table(WORDLESS.empty(), JA)) == [
        "data_columns.about.wordless",
        "data_columns.about.wordless_code",
        "data_columns.titles.wordless",
        "data_columns.titles.wordless_code",
        "datasets.wordless_table_of_a_long_name.about",
        "datasets.wordless_table_of_a_long_name.title",
        "wordless_codes.*",
    ]
    assert missing(needed_words.of_page_kind("new")) == ["kinds_of_page.new"]
    assert missing(needed_words.of_rule("new")) == [
        "problems.new.hint",
        "problems.new.message",
        "rules.new.why",
    ]


def test_words_that_are_asked_for_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('said = language.word("a.b", name=1), of.label("c")\n')
    (tmp_path / "a.md").write_text("{{ w('d.e') }} {{ language.label(\"f\") }} {{ w('g.' ~ h) }}")
    (tmp_path / "a.html").write_text("{{ words.t('menu') }}{{ words.t(\"no.word\") | e }}")
    assert list(needed_words.said_in_theme(tmp_path)) == ["theme.menu", "theme.no.word"]
    assert list(needed_words.said_in_code(tmp_path)) == ["a.b", "labels.c"]
    assert list(needed_words.said_in_templates(tmp_path)) == ["d.e", "labels.f"]


def test_files_are_made_of_a_table_without_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_words, "no_word", lambda path: f"〔{path}〕")
    monkeypatch.setattr(opendata.tables, "DATASETS", (*DATASETS, WORDLESS))
    city = evaluated.evaluate(read_records(read_folder(write_city(tmp_path))).records)
    made = {file.name: file.content for file in downloads(city, JA)}
    assert "〔datasets.wordless_table_of_a_long_name.title〕" in made["datapackage.json"].decode()
    assert "〔data_columns.about.wordless〕" in made["999997_columns.csv"].decode()
