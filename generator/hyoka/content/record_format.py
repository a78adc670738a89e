"""Which format the records of a content are written in, by their `municipality.yml`."""

from hyoka.content.documents import YamlDocument
from hyoka.model import FIRST_FORMAT, RECORD_FORMAT
from hyoka.problems import Problem

KEY = "record_format"


def declared_format(document: YamlDocument) -> int | None:
    """The format that a municipality's document declares; none where that is no number of one."""
    data = document.data
    found = data.get(KEY, FIRST_FORMAT) if isinstance(data, dict) else FIRST_FORMAT
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if found >= FIRST_FORMAT else None


def newer_format(document: YamlDocument) -> Problem | None:
    """That the records are of a format which is newer than what this program reads."""
    declared = declared_format(document)
    if declared is None or declared <= RECORD_FORMAT:
        return None
    values = {"declared": str(declared), "known": str(RECORD_FORMAT)}
    return document.problem("newer_format", (KEY,), values)
