"""`hyoka take`: what somebody typed into a workbook is in the records, and nothing else changes."""

import random
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hyoka.content import read_folder
from hyoka.content.builder import Plain
from hyoka.content.documents import YamlDocument, read_document
from hyoka.content.records import record_files
from hyoka.workbook.layout import BULLET, CellKind, Column, Place, WorkbookCell, text_of
from hyoka.workbook.placing import item_name
from hyoka.workbook.writer import written
from tests.building import TOWN
from tests.yearly_workbooks import (
    CHANGED,
    JA,
    MIMAMORI,
    TYPED,
    Key,
    Typed,
    at,
    book_of,
    changed,
    changes,
    filled_in,
    laid_out,
    of_town,
    take,
    texts,
    told,
)

NEW = "projects/mimamori.yml years/2025"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The town's records."""
    return Path(shutil.copytree(TOWN, tmp_path / "content"))


# What is taken.


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_workbook_as_it_was_made_changes_nothing(content: Path, year: int) -> None:
    result = take(content, of_town(year), more=("--public-workbook",))
    assert result.output == "b.xlsx\n　記録に取り込む値はありません。\n"
    assert result.exit_code == 0
    assert changes(content) == []


EDITS: Mapping[Key, Typed] = {
    (MIMAMORI, "carried_over"): 310,
    (MIMAMORI, "staff/staff_years"): 0.65,
    (MIMAMORI, "planned_personnel_cost"): None,
    (MIMAMORI, "planned_personnel_cost:reason"): "非公表",
    (MIMAMORI, "next_action/id"): "継続",
    (f"{MIMAMORI}/indicators/touroku", "actual"): "６５０人",
    (f"{MIMAMORI}/indicators/touroku", "reference_period"): None,
    (f"{MIMAMORI}/self_evaluation", "ratings/sogo/value"): "A",
    (f"{MIMAMORI}/issues", "text"): f"{BULLET}後を継ぐ人を探す。\n{BULLET}二つ目。",
    (f"{MIMAMORI}/requests", "text"): None,
}


EDITED = """\
mimamori -carried_over: 300
mimamori -staff_years: 0.60
mimamori -planned_personnel_cost: 4250
mimamori -actual: 609
mimamori -reference_period: "令和7年3月31日現在 <A|B>"
mimamori -requests: |-
mimamori -議会から、協力員の研修をふやすよう求められた。
mimamori -市民から、電話での見守りの要望がある。
mimamori -value: S
mimamori -- 協力員の平均年齢が71歳となり、後を継ぐ人が見つからない。
mimamori -- 個人情報の扱いについて、協力員からの問い合わせが多い。
mimamori -id: kakujuu
mimamori +carried_over: 310
mimamori +staff_years: 0.65
mimamori +planned_personnel_cost: undisclosed
mimamori +actual: 650
mimamori +value: A
mimamori +- 後を継ぐ人を探す。
mimamori +- 二つ目。
mimamori +id: keizoku"""
NOTICED = """\
b.xlsx
　1件の記録に、9個の値を取り込みました。
　　projects/mimamori.yml（ひとり暮らしの高齢者の見守り事業） 9個
　確かめてください（3件）
　　b.xlsx!{} 「６５０人」を「650」と読みました。
　　b.xlsx!{} 「令和7年3月31日現在 <A|B>」を消しました。
　　b.xlsx!{} 「議会から、協力員の研修をふやすよう求められた。\
 市民から、電話での見守りの要望が…」を消しました。
"""


def test_only_the_lines_change_that_were_typed_and_the_second_time_none(content: Path) -> None:
    book = book_of(EDITS)
    result = take(content, book, more=("--dry-run",))
    assert "\n-    carried_over: 300\n+    carried_over: 310\n" in result.output
    assert changes(content) == []
    result = take(content, book)
    noticed = [
        key
        for key in EDITS
        if key[1] in {"actual", "reference_period"} or key[0].endswith("requests")
    ]
    assert result.output == NOTICED.format(*at(book, *noticed))
    assert changes(content) == EDITED.split("\n")
    again = take(content, book)
    assert again.output == "b.xlsx\n　記録に取り込む値はありません。\n"
    assert changes(content) == EDITED.split("\n")


FAULTS: Mapping[Key, tuple[Typed, str]] = {
    (MIMAMORI, "settlement"): ("約10,925", "no_number_typed"),
    (MIMAMORI, "supplementary_budget"): (None, "value_without_reason"),
    (MIMAMORI, "user_charges:reason"): ("非公表", "number_and_reason"),
    (MIMAMORI, "next_action/id"): ("様子を見る", "no_such_choice"),
    (f"{MIMAMORI}/indicators/touroku", "actual"): ("609件", "other_unit_typed"),
    (f"{MIMAMORI}/indicators/taishou", "actual"): ("=1+1", "formula_without_value"),
    (f"{MIMAMORI}/indicators/taishou", "target"): (700, "not_of_target_group"),
    (f"{MIMAMORI}/self_evaluation", "date"): ("昨日", "no_date_typed"),
}


def test_what_cannot_be_taken_is_told_at_its_cell_and_all_else_is_taken(content: Path) -> None:
    typed = {key: value for key, (value, _) in FAULTS.items()}
    result = take(content, book_of({**typed, **TYPED}))
    places = at(of_town(2024, "mimori"), *FAULTS)
    rules = [rule for _, rule in FAULTS.values()]
    assert set(told(result)) == {
        f"{rule} {place}" for rule, place in zip(rules, places, strict=True)
    }
    assert changes(content) == CHANGED
    assert result.exit_code == 1


def test_a_value_that_was_changed_on_both_sides_is_told_with_both(content: Path) -> None:
    both: dict[Key, Typed] = {(MIMAMORI, "user_charges"): 130}
    book = book_of({**TYPED, **both})
    edit(content, "projects/mimamori.yml", "carried_over: 300\n", "carried_over: 305\n")
    edit(content, "projects/mimamori.yml", "user_charges: 128\n", "user_charges: 130\n")
    result = take(content, book)
    assert told(result) == [f"changed_since {place}" for place in at(book, *TYPED)]
    assert "「300」から「305」に変わっています。ここには「310」とあります。" in result.stderr
    assert "carried_over: 305\n" in (content / "projects/mimamori.yml").read_text("utf-8")


def test_what_a_check_finds_is_told_at_the_cell_and_not_written(content: Path) -> None:
    wrong: dict[Key, Typed] = {(MIMAMORI, "settlement"): 10930}
    good: dict[Key, Typed] = {
        ("projects/youin.yml years/2024/activities", "text"): f"{BULLET}開いた。"
    }
    book = book_of({**TYPED, **wrong, **good})
    result = take(content, book)
    places = at(book, *wrong, (MIMAMORI, "printed/total_cost"))
    assert told(result) == [f"funding_under {places[0]}", f"printed_differs {places[1]}"]
    assert (
        "mimamori.yml（ひとり暮らしの高齢者の見守り事業） 示した問題のため、2個の" in result.stdout
    )
    assert changes(content) == ["youin +activities:", "youin +- 開いた。"]
    hints = [line for line in result.stderr.split("\n") if line.startswith(" = ")]
    assert hints[1].endswith("このとおりで正しければ、記録（YAML）を書く担当の方に伝えてください。")
    assert not re.search("[a-z_]{3,}", "".join(hints))


def edit(content: Path, path: str, old: str, new: str) -> None:
    file = content / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_number_overtakes_that_it_was_to_follow_and_a_reason_may_stand_in_its_cell(
    content: Path,
) -> None:
    typed: dict[Key, Typed] = {
        ("projects/chonaikai.yml years/2024/indicators/kanyu", "actual"): 59.8,
        (MIMAMORI, "carried_over"): "非公表",
    }
    result = take(content, changed(of_town(2024), filled_in(typed)))
    assert told(result) == []
    assert result.stdout.count("「非公表」を、値がない理由として取り込みました。") == 1
    assert changes(content) == [
        "chonaikai -actual: pending",
        "chonaikai +actual: 59.8",
        "mimamori -carried_over: 300",
        "mimamori +carried_over: undisclosed",
    ]


def test_a_text_of_digits_alone_is_changed_as_a_text(content: Path) -> None:
    about: Key = (f"{MIMAMORI}/indicators/touroku", "reference_period")
    edit(content, "projects/mimamori.yml", '"令和7年3月31日現在 <A|B>"', "'０８６'")
    book = written(laid_out(content, 2024, "mimori"), JA)
    for typed in ("086", "86"):
        assert told(take(content, changed(book, filled_in({about: typed})))) == []
        assert changes(content)[-1] == f"mimamori +reference_period: '{typed}'"
        book = written(laid_out(content, 2024, "mimori"), JA)


# A year that is new.


def test_a_new_year_begins_with_a_number_or_a_reason(content: Path) -> None:
    typed: dict[Key, Typed] = {
        (NEW, "document"): "令和7年度 政策評価表",
        (NEW, "settlement:reason"): "未集計",
        (f"{NEW}/indicators/touroku", "actual"): 655,
        (f"{NEW}/self_evaluation", "ratings/yochi 効率性/value"): "ある",
        (f"{NEW}/self_evaluation", "ratings/yochi 効率性/text"): "紙に書いている。",
        (f"{NEW}/activities", "text"): f"{BULLET}声をかけた。",
        ("projects/youin.yml years/2025/activities", "text"): f"{BULLET}まだ。",
        ("policies/mimori/2025.yml", "document"): "令和7年度 政策評価表",
        ("policies/mimori/2025.yml", "edition"): 2026,
    }
    book = book_of(typed, year=2025)
    result = take(content, book)
    assert result.exit_code == 0
    assert told(result) == [f"document_too_early {place}" for place in at(book, (NEW, "document"))]
    assert changes(content) == [f"mimamori +{line.strip()}" for line in BEGUN.split("\n")]
    assert result.stdout.count("この年度の行を作っていません") == 2


BEGUN = """\
- fiscal_year: 2025
    document: hyoka-r7
    settlement: pending
    indicators:
      - id: touroku
        actual: 655
    activities:
      - 声をかけた。
    self_evaluation:
      ratings:
        - scale: yochi
          value: ある
          aspect: 効率性
          text: 紙に書いている。"""


def test_a_row_that_says_too_little_is_told(content: Path) -> None:
    touroku, taishou = (f"{NEW}/indicators/{it}" for it in ("touroku", "taishou"))
    typed: dict[Key, Typed] = {(NEW, "budget"): 1, (touroku, "target"): 700, (taishou, "actual"): 5}
    book = book_of(typed, year=2025)
    result = take(content, book)
    places = at(book, (touroku, "actual"), (NEW, "document"))
    assert told(result) == [f"no_actual_typed {places[0]}", f"cell_needed {places[1]}"]
    assert changes(content) == []


def test_a_new_year_has_its_only_document_and_is_not_begun_by_it_alone(content: Path) -> None:
    only = "documents:\n  - { id: hyoka-r8, title: 令和8年度, issuer: 架空市, edition: 2026 }\n"
    edit(content, "municipality.yml", "documents:\n", only)
    book = written(laid_out(content, 2025, "mimori"), JA)
    assert take(content, book).stdout == "b.xlsx\n　記録に取り込む値はありません。\n"
    touroku, taishou = (f"{NEW}/indicators/{it}" for it in ("touroku", "taishou"))
    typed: dict[Key, Typed] = {
        (taishou, "actual"): 5,
        (touroku, "actual"): "約5",
        (touroku, "target"): 700,
    }
    cleared = changed(book, filled_in({**typed, (NEW, "document"): None}))
    refused, needed = at(book, (touroku, "actual"), (NEW, "document"))
    assert told(take(content, cleared)) == [f"no_number_typed {refused}", f"cell_needed {needed}"]
    result = take(content, changed(book, filled_in(typed)))
    (waits,) = at(book, (touroku, "target"))
    assert told(result) == [f"no_number_typed {refused}"]
    assert f"{waits} 指標の実績値を取り込めなかったので" in result.stdout
    assert [line for line in changes(content) if "mimamori" in line] == [
        "mimamori +- fiscal_year: 2025",
        "mimamori +document: hyoka-r8",
        "mimamori +indicators:",
        "mimamori +- id: taishou",
        "mimamori +actual: 5",
    ]


def test_items_of_lists_come_and_go(content: Path) -> None:
    kacho, shicho = (f"{MIMAMORI}/evaluations/{step}" for step in ("kacho", "shicho"))
    typed: dict[Key, Typed] = {
        (shicho, "next_actions/kakujuu/note"): None,
        (shicho, "next_actions/minaoshi/id"): None,
        (kacho, "next_actions/keizoku/id"): "○",
        (kacho, "ratings/sogo/value"): None,
    }
    result = take(content, book_of(typed))
    assert told(result) == []
    assert changes(content) == [
        "mimamori -note: 予算の枠の中で、訪ねる回数をふやす。",
        "mimamori -- id: minaoshi",
        "mimamori -ratings:",
        "mimamori -- scale: sogo",
        "mimamori -value: A",
        "mimamori +next_actions:",
        "mimamori +- id: keizoku",
    ]
    alone: dict[Key, Typed] = {(kacho, "next_actions/kakujuu/note"): "なぜか。"}
    book = book_of(alone)
    (place,) = at(book, *alone)
    assert told(take(content, book)) == [f"column_of_no_record {place}"]
    shutil.copytree(TOWN, content, dirs_exist_ok=True)
    assert told(take(content, book)) == [f"cell_alone {place}"]


# Whatever is typed.


def other(chance: random.Random, column: Column, cell: WorkbookCell) -> Typed:
    """Another value that somebody could type into the cell."""
    number = chance.randrange(1, 9)
    shown = [it.shown for it in column.choices if it.value != cell.value]
    if shown and column.kind is not CellKind.REASON:
        return chance.choice(shown)
    texts: Mapping[CellKind, Typed] = {
        CellKind.NUMBER: number + 0.25,
        CellKind.DATE: f"2025-0{number}-01",
        CellKind.LINE: f"別の言葉{number} <A|B>: #",
        CellKind.TEXT: f"一行目{number}\n\n- 三行目: '引用'",
        CellKind.ITEMS: f"{BULLET}一つ目{number}\n続き\n{BULLET}二つ目",
    }
    return texts.get(cell.kind)


def leaves(data: Plain, place: Place = ()) -> Iterator[tuple[Place, Plain]]:
    """The single values of a record, by places with names; a list of texts is one."""
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from leaves(inner, (*place, key))
    elif isinstance(data, tuple) and data and isinstance(data[0], dict):
        for number, item in enumerate(data):
            yield from leaves(item, (*place, item_name(item) or str(number)))
    else:
        yield place, data


def recorded(content: Path) -> dict[tuple[str, Place], Plain]:
    """Every value of all records."""
    found: dict[tuple[str, Place], Plain] = {}
    for entry in record_files(read_folder(content)):
        document = read_document(entry, entry.path)
        assert isinstance(document, YamlDocument)
        found |= {(entry.path, place): value for place, value in leaves(document.data)}
    return found


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_typed_is_in_the_records_and_nothing_else_moves(
    content: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same cells at each run
    asked = [it for it in laid_out(TOWN, 2024).inputs() if it[3].value is not None]
    numbers = [it for it in asked if it[3].kind is CellKind.NUMBER]
    others = [it for it in asked if it[3].kind is not CellKind.NUMBER]
    edits: dict[Key, Typed] = {}
    wanted: dict[tuple[str, Place], str] = {}
    for _, row, column, cell in (*chance.sample(numbers, 8), *chance.sample(others, 60)):
        if (typed := other(chance, column, cell)) is not None:
            chosen = next((it.value for it in column.choices if it.shown == typed), str(typed))
            edits[row.key, column.key] = typed
            wanted[row.path, cell.place] = text_of(chosen)
    result = take(content, changed(of_town(2024), filled_in(edits)))
    told_of = re.findall(r"　　(\S+?\.yml)(?:（.*）)? \d+個\n", result.stdout)
    taken = {path for path, _ in wanted} & {*told_of}
    assert len(taken) > 5
    assert not any(JA.has(f"take_problems.{it.split()[0]}.message") for it in told(result))
    before, after = recorded(TOWN), recorded(content)
    assert before.keys() == after.keys()
    moved = {key: text_of(after[key]) for key in before if before[key] != after[key]}
    assert moved == {key: text for key, text in wanted.items() if key[0] in taken}
    remarks = [sum(text.count("#") for text in texts(it).values()) for it in (TOWN, content)]
    assert remarks[1] >= remarks[0]
    again = take(content, changed(of_town(2024), filled_in(edits)))
    assert "　記録に取り込む値はありません。" in again.stdout
