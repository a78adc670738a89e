"""A fictional workbook of the form that `docs/import/jimu-jigyou.yml` takes.

One row a project, 208 columns, the same nineteen of them for each of six years; the headings are
those that the mapping names. No city and no project of it exists.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from ruamel.yaml import YAML

MAPPING = Path(__file__).parents[1] / "docs" / "import" / "jimu-jigyou.yml"
COLUMNS = 208
"""From C to HB; B only marks that a row is one."""
_LAST = 210
YEARS = range(6)
"""Five years of settlements and one of plans."""
_WIDTH = 19
_Value = str | int | float | None
_PERSONS = {"V": "課長名", "W": "係名", "X": "担当者", "Y": "電話", "Z": "内線"}
_ITEMS = "・川辺の草を刈った。\n\u3000刈った草は集めて運んだ。\n・ちらしを配った。"
_TEXT = "架空の事業の説明です。\n二つ目の段落です。"
_RATINGS = (
    *("結びついている", "妥当である", "適切である", "向上余地がある", "影響がある"),
    *("削減余地がない", "削減余地がない", "公平・公正である"),
)
_INDICATORS: tuple[_Value, ...] = (
    *("参加者", "看板の数", 0, "対象の世帯", 0, 0, "参加した人の割合", "回収した率", 0),
)
_UNITS: tuple[_Value, ...] = ("人", "基", 0, "世帯", 0, 0, "％", "%", 0)


def gathered_sheet(projects: int, without_number: int | None = None) -> bytes:
    """The workbook; `without_number`: the project that has none, as where a form was copied."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("データ集計マクロ用シート")
    headings = _headings()
    letters = [get_column_letter(number) for number in range(1, _LAST + 1)]
    sheet.append([None, None, *["調整用"] * COLUMNS])
    sheet.append([headings.get(letter) for letter in letters])
    for number in range(1, projects + 1):
        row = _row(number)
        if number == without_number:
            row["H"] = "0"
        sheet.append([row.get(letter) for letter in letters])
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _headings() -> dict[str, str]:
    """What stands above each column, by its letters."""
    mapping = YAML(typ="safe").load(MAPPING)
    found = dict(_PERSONS)
    for record in mapping["records"]:
        for column in record["columns"]:
            found[column["column"]] = column.get("heading", "")
        for group in record.get("repeated", ()):
            for number, _ in enumerate(group["years"]):
                for at, column in enumerate(group["columns"]):
                    found[_moved(group["first"], number * _WIDTH + at)] = column["heading"]
    places = ("政策番号", "施策番号", "基本事業番号")
    for number, name in enumerate(place for place in places for _ in range(2)):
        digit = ("十の位", "一の位")[number % 2]
        found[("K", "L", "N", "O", "Q", "R")[number]] = f"{name}\n{digit}"
    return {letter: text.replace(" ", "\n", 1) for letter, text in found.items()}


def _moved(letters: str, by: int) -> str:
    return get_column_letter(column_index_from_string(letters) + by)


def _row(number: int) -> dict[str, _Value]:
    """A project's row, by the letters of its columns."""
    row: dict[str, _Value] = {"B": 1, "C": number, "D": 7, "E": 9, "F": number % 28 + 1, "G": 7}
    chapter, measure = number % 7 + 1, number % 24 + 1
    row |= {"H": f"{number:04d}", "I": f"架空の事業{number}", "J": f"{chapter}{measure:02d}01"}
    row |= {"K": 0, "L": chapter, "M": f"架空の政策{chapter}", "Q": 0, "R": 1}
    row |= {"N": measure // 10, "O": measure % 10, "P": f"架空の施策{measure}"}
    row |= {"S": f"架空の基本事業{measure}", "T": "-" if number % 2 else "架空市条例"}
    row |= {"U": "架空部見本課", "V": "架空 花子", "AA": "○" if number % 3 else None}
    row |= {"AB": "○" if number % 5 == 0 else None, "AC": "単年度繰返", "AE": 0}
    row["AD"] = ("平成20", "昭和39年度", "-", 24)[number % 4]
    row |= {"AF": "01\n01", "AG": "04\n04", "AH": "01\n02", "AI": "06\n01", "AJ": "002\n010"}
    row |= {"AK": "Ｅ　一般", "AL": _TEXT, "AR": 0, "AS": 0, "AT": 0, "AU": 0, "AV": 0}
    row |= dict.fromkeys(("AM", "AN", "AO", "AP", "AQ"), 0)
    row |= dict.fromkeys(("AW", "AX"), _ITEMS)
    row |= dict.fromkeys(("AY", "AZ", "BA", "GD", "GE", "GF", "GZ", "HB"), _TEXT)
    row |= {_moved("BB", 2 * at): name for at, name in enumerate(_INDICATORS)}
    row |= {_moved("BC", 2 * at): unit for at, unit in enumerate(_UNITS)}
    row |= {_moved("GG", 2 * at): rating for at, rating in enumerate(_RATINGS)}
    row |= {_moved("GH", 2 * at): _TEXT for at, _ in enumerate(_RATINGS)}
    row |= {"GW": "１　現状維持", "GX": "維持", "GY": "維持", "HA": "１\u3000現状維持"}
    for year in YEARS:
        values = enumerate(_of_year(number, year))
        row |= {_moved("BT", _WIDTH * year + at): value for at, value in values}
    return row


def _of_year(number: int, year: int) -> Iterator[_Value]:
    """What a project's row says of a year: money, staff, nine indicators."""
    funding = [number * 7 % 90, 0, year, 0, number * 1000 + year]
    personnel = 0.1 + 0.2 * number
    yield from funding
    yield sum(funding)
    yield from (number % 4, 40.5, personnel, sum(funding) + personnel)
    yield from (number * 3 + year, "－" if number % 9 == 0 else 12, 0)
    yield from (f"{number:,}世帯" if number % 8 == 0 else 18300 - number, 0, 0)
    yield from (f"{number % 100}.5％", "5（2）" if number % 10 == 0 else 47.9, 0)
