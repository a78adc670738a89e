"""What a workbook holds besides its cells: what makes it dangerous to read, or not to be published.

Nothing is read of a workbook before it was looked at here. Of each thing it is told what it is and
where it stands, never what it says: a name in a log would be as public as one in the workbook.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

MAX_BYTES = 50_000_000
"""No larger file is read."""
MAX_UNPACKED = 100_000_000
"""So much a workbook may hold when it is unpacked: a few kilobytes can claim to be terabytes."""
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_TYPES = "[content_types].xml"


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """Something that a workbook holds besides what it was made with."""

    rule: str
    part: str = ""
    """The part of the file, or the property, that it is."""

    @property
    def is_dangerous(self) -> bool:
        """Whether the workbook may not be read; of all else it may not be published."""
        return self.rule in _DANGEROUS


class _UnreadableError(Exception):
    """No workbook, or none that a person saved; the rule tells why."""


_DANGEROUS = frozenset(
    {
        *("workbook_too_large", "workbook_old_or_protected", "workbook_unreadable"),
        *("workbook_macros", "workbook_external_data", "workbook_embedded_objects"),
    }
)
_PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r".*vbaproject|.*vbadata|xl/macrosheets/|xl/dialogsheets/|xl/intlmacrosheets/", "macros"),
        (r"xl/externallinks/|xl/connections|xl/querytables/|xl/model/", "external_data"),
        (r"xl/customdata/|webextensions/|xl/pivot|xl/slicer|xl/timeline", "external_data"),
        (r"xl/embeddings/|xl/activex/|xl/ctrlprops/", "embedded_objects"),
        (r"xl/comments|xl/threadedcomments/|xl/persons/|.*vmldrawing", "comments"),
        (r"xl/revisions/", "change_log"),
        (r"xl/printersettings/", "printer"),
        (r"xl/drawings/|xl/media/|xl/charts/|xl/diagrams/|docprops/thumb", "pictures"),
        (r"docprops/custom\.xml|docmetadata/|customxml/", "custom_properties"),
        (
            (
                r"(\[content_types\]\.xml|_rels/\.rels|docprops/(app|core)\.xml"
                r"|xl/(workbook|styles|sharedstrings|calcchain|metadata)\.xml"
                r"|xl/theme/theme\d*\.xml|xl/worksheets/sheet\d+\.xml|xl/tables/table\d+\.xml"
                r"|xl/(worksheets/)?_rels/(workbook|sheet\d+)\.xml\.rels)\Z"
            ),
            "",
        ),
    )
)
"""Which parts are what, the first that fits; those of a workbook as it was made fit the last."""
_MAY_BE_EMPTY = re.compile(r"docprops/custom\.xml|xl/drawings/drawing\d+\.xml")
"""The parts that LibreOffice writes even where nothing is in them."""
_BY_TYPE: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"vbaproject|macroenabled|macrosheet", re.IGNORECASE), "macros"),
    (re.compile(rb"externallink|\.connections|querytable", re.IGNORECASE), "external_data"),
    (re.compile(rb"oleobject|activex|controlproperties", re.IGNORECASE), "embedded_objects"),
)
"""What a part says that it is, whatever it is called."""
_PERSONS: Mapping[str, str] = {
    "creator": "作成者",
    "lastModifiedBy": "最終更新者",
    "Manager": "管理者",
    "Company": "会社名",
}
"""The properties that name somebody, as Excel calls them."""
_HARMLESS = frozenset(
    {
        *("created", "modified", "lastPrinted", "revision", "version", "language", "title"),
        *("Application", "AppVersion", "DocSecurity", "ScaleCrop", "SharedDoc", "TotalTime"),
        *("HeadingPairs", "TitlesOfParts", "LinksUpToDate", "HyperlinksChanged"),
    }
)
"""The properties that every workbook has."""


def inspected(data: bytes) -> tuple[Held, ...]:
    """What a workbook holds that it was not made with; what is dangerous alone, where it is."""
    try:
        with zipfile.ZipFile(BytesIO(_of_a_size(data))) as packed:
            found = sorted(set(_in_parts(_parts(packed))))
    except _UnreadableError as error:
        return (Held(str(error)),)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error):
        return (Held("workbook_unreadable"),)
    return tuple(held for held in found if held.is_dangerous) or tuple(found)


def _of_a_size(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise _UnreadableError("workbook_too_large")
    if data.startswith(_OLD_OR_ENCRYPTED):
        raise _UnreadableError("workbook_old_or_protected")
    return data


def _parts(packed: zipfile.ZipFile) -> dict[str, bytes]:
    """What is packed, by its name in small letters, for no other form of it means another part."""
    members = packed.infolist()
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _UnreadableError("workbook_too_large")
    names = [member.filename.lower().lstrip("/") for member in members]
    if len(set(names)) < len(names) or _TYPES not in names or "xl/workbook.xml" not in names:
        raise _UnreadableError("workbook_unreadable")
    return dict(zip(names, map(packed.read, members), strict=True))


def _in_parts(parts: Mapping[str, bytes]) -> Iterator[Held]:
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            _refuse_unsafe_xml(content)
        rule = next((rule for part, rule in _PARTS if part.match(name)), "other_parts")
        if rule and not (_MAY_BE_EMPTY.fullmatch(name) and _is_empty(content)):
            yield Held(f"workbook_{rule}", name)
    for kind, rule in _BY_TYPE:
        if kind.search(parts[_TYPES]):
            yield Held(f"workbook_{rule}", _TYPES)
    for name in ("docprops/core.xml", "docprops/app.xml"):
        yield from _in_properties(parts.get(name, b""))
    yield from _in_workbook(parts["xl/workbook.xml"])
    for name, content in parts.items():
        if name.endswith(".rels"):
            yield from _in_relations(name, content)


def _refuse_unsafe_xml(content: bytes) -> None:
    """No program that saves workbooks declares entities, or writes any encoding but UTF-8."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise _UnreadableError("workbook_unreadable")


def _is_empty(content: bytes) -> bool:
    return len([*_elements(content)]) == 1


def _elements(content: bytes) -> Iterator[tuple[str, ET.Element]]:
    """The elements of a part, each with its name."""
    try:
        root = ET.fromstring(content or b"<none/>")  # noqa: S314 - nothing that declares an entity comes here
    except ET.ParseError as error:
        raise _UnreadableError("workbook_unreadable") from error
    for element in root.iter():
        yield element.tag.rpartition("}")[2], element


def _in_properties(content: bytes) -> Iterator[Held]:
    for name, element in _elements(content):
        if not (element.text or "").strip() or name in _HARMLESS or len(element):
            continue
        if name in _PERSONS:
            yield Held("workbook_names_person", _PERSONS[name])
        elif name not in {"lpstr", "i4"}:  # the names of sheets, and how many there are
            yield Held("workbook_properties", name)


def _in_workbook(content: bytes) -> Iterator[Held]:
    for name, element in _elements(content):
        if name == "absPath":
            yield Held("workbook_folder")
        elif name == "fileSharing" and element.get("userName"):
            yield Held("workbook_names_person", "読み取り専用を勧めた人")
        elif name == "customWorkbookView":
            yield Held("workbook_change_log", "customWorkbookView")
        elif name == "definedName":
            yield from _in_name(element)


def _in_name(element: ET.Element) -> Iterator[Held]:
    name = element.get("name", "")
    if any(element.get(kind) in {"1", "true"} for kind in ("xlm", "vbProcedure", "function")):
        yield Held("workbook_macros", name)
    elif "[" in (element.text or ""):
        yield Held("workbook_external_data", name)
    elif not name.startswith("_xlnm."):
        yield Held("workbook_names", name)


def _in_relations(part: str, content: bytes) -> Iterator[Held]:
    for _, element in _elements(content):
        if element.get("TargetMode") == "External":
            is_link = element.get("Type", "").endswith("/hyperlink")
            yield Held("workbook_links" if is_link else "workbook_external_data", part)
