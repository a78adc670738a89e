"""A file to take away: where it lies on the site, and what is in it."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from hyoka.model import Municipality
from hyoka.opendata.table import DataTable

DATA = "data"
"""The folder of the files, which is also the page that lists them."""


class Form(StrEnum):
    """What a file is, for whom."""

    CSV = "csv"
    EXCEL_CSV = "excel_csv"
    WORKBOOK = "workbook"
    JSON = "json"
    DESCRIPTION = "description"
    """It tells programs what the others are."""


_MEDIA_TYPES = {
    Form.CSV: "text/csv",
    Form.EXCEL_CSV: "text/csv",
    Form.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.JSON: "application/json",
    Form.DESCRIPTION: "application/json",
}


@dataclass(frozen=True, eq=False)
class Download:
    """A file to take away, made when somebody asks what is in it."""

    path: str
    """From the site's root: `data/112089_indicators.csv`."""
    form: Form
    make: Callable[[], bytes] = field(repr=False)
    """Makes what is in it."""
    table: DataTable | None = None
    """The table that it holds, if it is one."""
    holds: tuple[str, ...] = ()
    """The tables of which it holds rows, if it is none."""
    made_of: Callable[[], Iterable[str]] | None = field(default=None, repr=False)
    """All that it is made of, besides hyoka itself: nothing else makes another file; none of one
    that is quickly made."""

    @property
    def media_type(self) -> str:
        """`text/csv`: what IANA calls its form."""
        return _MEDIA_TYPES[self.form]

    @cached_property
    def content(self) -> bytes:
        """What is in it."""
        return self.make()

    @cached_property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        """Its checksum, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()

    def hold(self, content: bytes) -> None:
        """Take what was made before of the same."""
        self.__dict__["content"] = content

    def forget(self) -> None:
        """Let go of what is in it and of what makes it, now that it is written.

        Its size and checksum are kept. What files are made of together goes with the last of them.
        """
        _ = self.size, self.sha256
        del self.__dict__["content"]
        self.__dict__.update(make=_forgotten, made_of=None)

    @property
    def name(self) -> str:
        """Its name without the folder."""
        return self.path.rpartition("/")[2]


def _forgotten() -> bytes:
    raise AssertionError("a file that was written is not made again")


def csv_path(municipality: Municipality, table: str) -> str:
    """Where the CSV file of a table lies, from the site's root."""
    return f"{DATA}/{file_name(municipality, table)}.csv"


def file_name(municipality: Municipality, name: str) -> str:
    """`112089_indicators.csv`: the municipality's code first, so that many lie side by side."""
    return f"{municipality.code}_{name}"
