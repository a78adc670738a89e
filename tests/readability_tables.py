"""The rules of machine readability that a program can tell of a table, as checks.

Source: 行政データにおける機械可読性に関するルール (30 rules, decided 2026-03-31) as published at
https://github.com/digital-go-jp/machine_readability_rule. Each check is called by its rule's
number, tells the rule's Japanese title, and yields what is wrong. How each rule is kept:
docs/machine-readability.md.
"""

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

ABSENT = frozenset({"not_recorded", "not_applicable"})
NUMBERS = frozenset({"number", "integer", "year"})
BLANK = NUMBERS | {"date", "truth"}
"""The kinds of column that are blank where there is no value, and say why in the next column."""


@dataclass(frozen=True)
class Column:
    """A column as the published tables `columns` and `codes` describe it."""

    name: str
    kind: str = "text"
    """text, id, code, number, integer, year, era, date or truth."""
    unit: str = ""
    """Of its numbers, or the name of the column that tells it; empty: of no number."""
    reason: str = ""
    """The name of the column that says why it is blank; empty: it never is."""
    title: str = "名称"
    about: str = "説明です。"
    codes: frozenset[str] = frozenset()
    """Those whose meaning is published."""


@dataclass(frozen=True)
class Grid:
    """A table as it stands in a file: a CSV file, or a sheet of a workbook."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]

    @property
    def head(self) -> tuple[str, ...]:
        return self.rows[0] if self.rows else ()

    @property
    def cells(self) -> Iterator[tuple[str, Column, str]]:
        """Where it stands, its column, what is in it; without the head."""
        for line, row in enumerate(self.rows[1:], start=2):
            for column, cell in zip(self.columns, row, strict=False):
                yield f"{self.name}:{line}:{column.name}", column, cell

    def values(self, name: str) -> tuple[str, ...]:
        """What is in the column called `name`; nothing, if there is none."""
        if name not in self.head:
            return ()
        place = self.head.index(name)
        return tuple(row[place] for row in self.rows[1:])


def l1_02(grid: Grid) -> Iterator[str]:
    """１シート（ファイル）に複数の表が掲載されていないか."""
    for line, row in enumerate(grid.rows[1:], start=2):
        if row == grid.head:
            yield f"{grid.name}:{line}: another head"


def l1_03(grid: Grid) -> Iterator[str]:
    """データが分断されていないか."""
    for line, row in enumerate(grid.rows, start=1):
        if not any(row):
            yield f"{grid.name}:{line}: an empty row"
    for place, name in enumerate(grid.head, start=1):
        if not name:
            yield f"{grid.name}: column {place} parts the table"


def l1_04(grid: Grid) -> Iterator[str]:
    """データ本体と無関係な情報がないか."""
    for line, row in enumerate(grid.rows, start=1):
        if len(row) != len(grid.columns):
            yield f"{grid.name}:{line}: {len(row)} cells, not {len(grid.columns)}"


def l1_05(grid: Grid) -> Iterator[str]:
    """すべての列に意味が推測できる項目名が存在するか."""
    for column in grid.columns:
        is_short = len(column.name) < 3 and column.name.isascii()
        if is_short or not column.title or not column.about:
            yield f"{grid.name}: {column.name or 'a column'} tells nothing"


_LAYOUT = re.compile(r"^\s|\s$|\s\s|[^\S 　]")
"""White space at an end, several in a row, or of another kind than a space."""


def l1_06(grid: Grid) -> Iterator[str]:
    """スペースや改行等で体裁を整えていないか."""
    for place, _, cell in grid.cells:
        if _LAYOUT.search(cell):
            yield f"{place}: {cell!r}"


_SEVERAL = re.compile(r"[,、;；|\n]|\s")


def l1_07(grid: Grid) -> Iterator[str]:
    """１セル１データとなっているか; a text is one value, however many commas it has."""
    for place, column, cell in grid.cells:
        is_address = column.kind == "id" and "://" in cell
        if column.kind != "text" and not is_address and _SEVERAL.search(cell):
            yield f"{place}: several values: {cell!r}"


_OWN_WORDS = frozenset({"code_meaning"})
"""The texts that no record tells; what columns are called and mean is looked at with the head."""


def l1_08(grid: Grid) -> Iterator[str]:
    """機種依存文字を使用していないか; a text of a record is as it was published."""
    for column in grid.columns:
        for word in (column.name, column.title, column.about):
            yield from _dependent(f"{grid.name}:{column.name}", word)
    for place, column, cell in grid.cells:
        if column.kind != "text" or column.name in _OWN_WORDS:
            yield from _dependent(place, cell)
        elif odd := [char for char in cell if unicodedata.category(char) in {"Cc", "Cn", "Co"}]:
            yield f"{place}: of no meaning elsewhere: {odd}"


def _dependent(place: str, word: str) -> Iterator[str]:
    # What JIS X 0208 does not have differs between machines: ①, Ⅳ, ㈱, ㎡, letters of one's own.
    try:
        word.encode("iso2022_jp")
    except UnicodeEncodeError as error:
        yield f"{place}: {word[error.start : error.end]!r} is not the same everywhere"


def l1_09(grid: Grid) -> Iterator[str]:
    """空白とゼロが明確に区別されているか."""
    for column in grid.columns:
        if column.kind not in BLANK:
            continue
        reasons = grid.values(column.reason)
        for line, cell in enumerate(grid.values(column.name), start=2):
            reason = reasons[line - 2] if reasons else ""
            if bool(cell) == bool(reason):
                yield f"{grid.name}:{line}:{column.name}: {cell!r} beside the reason {reason!r}"


NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[-△▲]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def l2_01(grid: Grid) -> Iterator[str]:
    """数値データは数値属性とし、文字列を含まないこと."""
    for place, column, cell in grid.cells:
        if column.kind in NUMBERS and cell and not NUMBER.fullmatch(cell):
            yield f"{place}: {cell!r} is no number"
        if _GROUPED.fullmatch(cell):
            yield f"{place}: {cell!r} is a number to people alone"


def l2_02(grid: Grid) -> Iterator[str]:
    """データ内での項目名等の省略をしていないか."""
    reasons = {column.reason for column in grid.columns}
    for place, column, cell in grid.cells:
        if column.kind not in BLANK and column.name not in reasons and not cell:
            yield f"{place}: left out"
        if cell in {"〃", "同上", "々"}:
            yield f"{place}: {cell!r} points to another row"


def l2_03(grid: Grid) -> Iterator[str]:
    """各列が一意に識別可能な項目名を持っているか."""
    for name, times in Counter(grid.head).items():
        if times > 1:
            yield f"{grid.name}: {times} columns are called {name!r}"


def l2_04(grid: Grid) -> Iterator[str]:
    """選択肢回答が標準化されているか."""
    for column in grid.columns:
        if column.kind != "code":
            continue
        spelt: dict[str, str] = {}
        for cell in grid.values(column.name):
            first = spelt.setdefault(_folded(cell), cell)
            if first != cell:
                yield f"{grid.name}:{column.name}: {cell!r} is also spelt {first!r}"


def _folded(cell: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", cell)).casefold()


def l2_05(grid: Grid) -> Iterator[str]:
    """選択肢列と「その他」の詳細記入が分離されているか."""
    for place, column, cell in grid.cells:
        if column.kind == "code" and not re.fullmatch(r"[a-z0-9_]*", cell):
            yield f"{place}: {cell!r} is more than a code"


def l3_01(grid: Grid) -> Iterator[str]:
    """項目名行から始まり、次行からデータ入力がされているか."""
    names = tuple(column.name for column in grid.columns)
    if grid.head != names:
        yield f"{grid.name}: row 1 is {grid.head}, not {names}"


def l3_02(grid: Grid) -> Iterator[str]:
    """回答のコード表が別添されているか."""
    for place, column, cell in grid.cells:
        if column.kind == "code" and cell and cell not in column.codes:
            yield f"{place}: the code table lacks {cell!r}"


def l3_03(grid: Grid) -> Iterator[str]:
    """数値データの同一列内に特殊記号（秘匿等）を使用する場合は、その定義を明記しているか.

    There is no sign among numbers: why there is none stands in the next column, by a code that
    the code table has.
    """
    for column in grid.columns:
        reasons = {*grid.values(column.reason)} - {""}
        described = {c.name: c.codes for c in grid.columns}.get(column.reason, frozenset())
        if column.kind in NUMBERS and (undefined := reasons - described):
            yield f"{grid.name}:{column.reason}: not defined: {sorted(undefined)}"


def l3_04(grid: Grid) -> Iterator[str]:
    """データの単位を記載しているか."""
    for column in grid.columns:
        if column.kind not in {"number", "integer"}:
            continue
        if not column.unit:
            yield f"{grid.name}:{column.name}: no unit"
        told = zip(grid.values(column.name), grid.values(column.unit), strict=False)
        for line, (cell, unit) in enumerate(told, start=2):
            if cell and (not unit or unit in ABSENT):
                yield f"{grid.name}:{line}:{column.name}: {cell} of no unit"


def l3_05(grid: Grid) -> Iterator[str]:
    """時間軸の表記が標準化されているか."""
    kinds = Counter(column.kind for column in grid.columns)
    if kinds["era"] > kinds["year"]:
        yield f"{grid.name}: a Japanese year without its number"
    for place, column, cell in grid.cells:
        is_year = re.fullmatch(r"(19|20)[0-9]{2}", cell)
        if column.kind == "year" and cell and not is_year:
            yield f"{place}: {cell!r} is no year of four digits"
        if column.kind == "date" and cell and not _is_date(cell):
            yield f"{place}: {cell!r} is no date as 2019-07-26"


def _is_date(cell: str) -> bool:
    try:
        return datetime.date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def l3_06(grid: Grid) -> Iterator[str]:
    """地域コード又は正式な地域名称が表記されているか."""
    for line, row in enumerate(grid.rows[1:], start=2):
        if not re.fullmatch(r"[0-9]{6}", row[0]) or not row[1]:
            yield f"{grid.name}:{line}: {row[:2]} are no municipality's code and name"


def l3_09(grid: Grid) -> Iterator[str]:
    """データが縦持ち形式になっているか."""
    for name in grid.head:
        if re.search(r"[0-9]", name):
            yield f"{grid.name}: {name!r} is one of several like it"


def numbered(*checks: Callable[..., Iterator[str]]) -> Mapping[str, Callable[..., Iterator[str]]]:
    """The checks by the numbers of their rules, such as `L1-02`."""
    return {check.__name__.upper().replace("_", "-"): check for check in checks}


OF_TABLES: Mapping[str, Callable[[Grid], Iterator[str]]] = numbered(
    *(l1_02, l1_03, l1_04, l1_05, l1_06, l1_07, l1_08, l1_09),
    *(l2_01, l2_02, l2_03, l2_04, l2_05),
    *(l3_01, l3_02, l3_03, l3_04, l3_05, l3_06, l3_09),
)
