"""Records changed by their structure: what a hand, a spreadsheet or a program might make of them.

Every change is made by a `Random` that the caller seeds, so the same seed makes the same folder.
"""

import datetime
import io
import json
import re
from copy import deepcopy
from pathlib import PurePosixPath
from random import Random
from typing import Any

from ruamel.yaml import YAML

Files = dict[str, bytes]
Path = tuple[str | int, ...]

SEPARATORS = [
    "\u2028",
    "\u2029",
    "\u0085",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1e",
    "\r",
    "\n",
    "\t",
    "\n\n",
]
INVISIBLE = [
    *("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\ufe0f", "\U000e0100"),
    *(
        "\u180e",
        "\u3164",
        "\u115f",
        "\u034f",
        "\U000e0041",
        "\0",
        "\x1b",
        "\x7f",
        "\ufffe",
        "\ue000",
    ),
]
TEXTS = [
    *(
        "",
        " ",
        "　",
        "-",
        "－",
        "―",
        "N/A",
        "#REF!",
        "=1+1",
        "@a",
        "が",
        "か\u3099",
        "⻑",
        "㍻",
        "㋿",
    ),
    *(
        "𩸽",
        "🎏",
        "\u0301",
        "ﷺ",
        "İ",
        "ß",
        "<b>",
        "</script>",
        "{{ a }}",
        "[a](b)",
        "&lt;",
        "%s",
        "|a|",
    ),
    *(
        "あ" * 300,
        "a" * 5000,
        "あ " * 2000,
        "_" * 100,
        "(" * 200,
        "https://a.example/" + "b" * 3000,
    ),
]
ERAS = [
    *(
        "H30",
        "H00",
        "H32",
        "R0",
        "R1",
        "R99",
        "S64",
        "S63",
        "S99",
        "M45",
        "T15",
        "平成元年度",
        "令和0年",
    ),
    *(
        "平成31年度",
        "昭和100年",
        "Ｈ３０",
        "H30年度",
        "明治1年",
        "大正十五年",
        "令和元",
        "㍻30",
        "R元",
        "h30",
    ),
]
DATES = [
    *(
        "0001-01-01",
        "9999-12-31",
        "2019-02-29",
        "2020-02-29",
        "10000-01-01",
        "2019-13-01",
        "-1-1-1",
    ),
    *(
        "2019-1-1",
        "20190101",
        "2019-W01",
        "2019/04/01",
        "2019-04-01T00:00:00Z",
        "1582-10-10",
        "R1.5.1",
    ),
    *("令和元年5月1日", "平成31年5月1日", "2019-04-01 25:61", "2019-04-01+09:00"),
]
NUMBERS = [
    *(
        "0",
        "-0",
        "-0.0",
        "1",
        "-1",
        "1e5",
        "1E400",
        "-1e-400",
        ".5",
        "5.",
        "+5",
        "0x1F",
        "0b1",
        "017",
    ),
    *(
        "1_000",
        "1,000",
        ".inf",
        "-.INF",
        ".nan",
        "12:30",
        "9" * 18,
        "9" * 19,
        "9" * 400,
        "-" + "9" * 30,
    ),
    *(
        "0." + "0" * 30 + "1",
        "0.1" + "3" * 40,
        "2018",
        "1867",
        "1868",
        "2200",
        "99999",
        "-2018",
        "2018.0",
    ),
    *("null", "~", "true", "no", "NaN", "１２", "٣", "²", "1 000", "1e", "--1", "1.2.3"),
]
NAMES = [
    *(
        "con",
        "AUX",
        "nul.tar",
        "a.",
        "a ",
        " a",
        ".a",
        "-a",
        "a b",
        "a'b",
        "か\u3099",
        "が",
        "A",
        "ａ",
        "%2e",
    ),
    *(
        "a" * 240,
        "評価",
        "2018",
        "01",
        "1e5",
        "index",
        "data",
        "a\u200bb",
        "a;b",
        "a&b",
        "$a",
        "~$a",
        "README",
    ),
]
FORMS = ("pending", "undisclosed", "higher", "lower", "range", "outcome", "円", "％", "人", "2018")

_PLAIN = "\ue123"
"""Round what is written without quotation marks."""


def plain(text: str) -> str:
    """A value that is written as it is: a number, a date, or what nobody can take for one."""
    return f"{_PLAIN}{text}{_PLAIN}"


def read(text: bytes) -> Any:  # noqa: ANN401 - whatever a record holds
    """A record as plain data, its numbers and dates as they were written."""
    return _kept(YAML(typ="safe", pure=True).load(text))


def _kept(value: object) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {str(key): _kept(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_kept(inner) for inner in value]
    if isinstance(value, (bool, int, float, datetime.date)):
        return plain(str(value).lower() if isinstance(value, bool) else str(value))
    return value


def written(data: object) -> bytes:
    """Data as a record: JSON, which is YAML."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    text = re.sub(f'"{_PLAIN}([^"\n]*?){_PLAIN}"', r"\1", text).replace(_PLAIN, "")
    return text.encode("utf-8", "surrogatepass")


def paths(data: object, above: Path = ()) -> list[Path]:
    """Where something stands in `data`, from the top."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    return [p for key, value in inner for p in ((*above, key), *paths(value, (*above, key)))]


class Mutator:
    """Changes the records of a folder."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.data = {name: read(text) for name, text in files.items() if name.endswith(".yml")}
        every = [(data, path) for data in self.data.values() for path in paths(data)]
        self.keys = sorted({path[-1] for _, path in every if isinstance(path[-1], str)})
        self.values = [_at(data, path) for data, path in every]

    def changed(self, random: Random) -> Files:
        """The files after one change, or a few."""
        files = dict(self.files)
        data: dict[str, Any] = {}
        for _ in range(random.choice((1, 1, 1, 2, 4))):
            name = random.choice(sorted(self.data))
            data[name] = data.get(name) or deepcopy(self.data[name])
            if places := paths(data[name]):
                self._change(data[name], random.choice(places), random)
        files |= {name: written(record) for name, record in data.items()}
        return _misnamed(files, random) if random.random() < 0.15 else files

    def _change(self, data: Any, path: Path, random: Random) -> None:  # noqa: ANN401
        holder, key = _at(data, path[:-1]), path[-1]
        value = holder[key]
        kind = random.randrange(9)
        if kind == 0 and isinstance(holder, dict):  # a key of another kind of record
            holder[random.choice((*self.keys, *SEPARATORS, *TEXTS))] = holder.pop(key)
        elif kind == 1:
            del holder[key]
        elif kind == 2 and isinstance(holder, list):  # the same once more, or often
            holder.extend([deepcopy(value)] * random.choice((1, 1, 2, 300)))
        elif kind == 3 and len(json.dumps(value)) < 200:  # deeper than anybody writes
            for _ in range(random.choice((1, 2, 40, 400))):
                value = [value] if random.random() < 0.5 else {random.choice(self.keys): value}
            holder[key] = value
        elif kind == 4:
            holder[key] = deepcopy(random.choice(self.values))
        elif isinstance(value, str) and _PLAIN not in value and kind < 7:
            at = random.choice((0, len(value), random.randint(0, len(value))))
            sign = random.choice(random.choice((SEPARATORS, INVISIBLE, TEXTS)))
            holder[key] = value[:at] + sign + value[at:]
        else:
            new = random.choice(random.choice((ERAS, DATES, NUMBERS, TEXTS, FORMS, INVISIBLE)))
            holder[key] = plain(new) if random.random() < 0.6 and new.isprintable() else new


def _at(data: Any, path: Path) -> Any:  # noqa: ANN401
    for key in path:
        data = data[key]
    return data


def _misnamed(files: Files, random: Random) -> Files:
    """The files with one under another name, in another folder, or there twice."""
    name = PurePosixPath(random.choice(sorted(files)))
    other = PurePosixPath(random.choice(sorted(files)))
    stem = random.choice((*NAMES, other.stem))
    folder = random.choice((name.parent, other.parent, other.parent / stem[:20].strip(". ")))
    suffix = random.choice((".yml", ".yml", ".yml", ".yaml", ".YML", ".md", ".xlsx", ""))
    text = files[str(name)]
    if random.random() < 0.5:
        del files[str(name)]
    new = str(folder / f"{stem}{suffix}")
    taken = {part for path in files for part in map(str, PurePosixPath(path).parents)}
    if new not in taken and not any(str(part) in files for part in PurePosixPath(new).parents):
        files[new] = text
    return files


def difference(before: Files, after: Files) -> str:
    """What was changed, to be read by whoever mends what it uncovered."""
    told = io.StringIO()
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            text = after.get(name)
            told.write(f"{name}: {'gone' if text is None else text[:3000]!r}\n")
    return told.getvalue()
