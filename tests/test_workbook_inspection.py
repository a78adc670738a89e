"""What a workbook holds besides its cells is found before anything of it is read."""

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from hyoka.wording import load_language
from hyoka.workbook import inspection
from hyoka.workbook.inspection import Held, inspected

JA = load_language("ja")


def saved(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def clean() -> bytes:
    """A workbook as it was made: of openpyxl's own alone, which names itself as the author."""
    book = Workbook()
    book.properties.creator = ""
    return saved(book)


def packed(parts: Mapping[str, bytes], base: bytes | None = None) -> bytes:
    """A workbook with these parts, in place of its own of the same name."""
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(base or clean())) as old, zipfile.ZipFile(data, "w") as new:
        for member in old.namelist():
            if member not in parts:
                new.writestr(member, old.read(member))
        for name, content in parts.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """A workbook in one part of which something stands in place of something else."""
    base = clean()
    with zipfile.ZipFile(BytesIO(base)) as opened:
        content = opened.read(part)
    assert old in content
    return packed({part: content.replace(old, new, 1)}, base)


def made(change: Callable[[Workbook], object]) -> bytes:
    book = Workbook()
    book.properties.creator = ""
    change(book)
    return saved(book)


def named(name: str, text: str, *, hidden: bool = False, xlm: bool = False) -> bytes:
    def add(book: Workbook) -> None:
        made = DefinedName(name, attr_text=text, hidden=hidden, xlm=xlm)
        book.defined_names[name] = made

    return made(add)


def with_comment(book: Workbook) -> None:
    book.worksheets[0]["A1"].comment = Comment("確かめること", "山田")


def with_link(book: Workbook) -> None:
    book.worksheets[0]["A1"].hyperlink = "mailto:yamada@city.example"


def with_property(name: str) -> Callable[[Workbook], object]:
    return lambda book: setattr(book.properties, name, "山田")


APP = b"</Properties>"
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DANGEROUS: Mapping[str, tuple[bytes, str]] = {
    "a text": (b"name,value\n", "unreadable"),
    "nothing": (b"", "unreadable"),
    "a part of it": (clean()[:2000], "unreadable"),
    "another zip": (
        changed("[Content_Types].xml", TYPE, TYPE).replace(b"xl/workbook.xml", b"xl/workbaak.xml"),
        "unreadable",
    ),
    "an old or an encrypted one": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "old_or_protected",
    ),
    "entities": (
        packed({"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'}),
        "unreadable",
    ),
    "another encoding": (packed({"xl/styles.xml": "<a/>".encode("utf-16")}), "unreadable"),
    "broken XML": (packed({"docProps/core.xml": b"<a>"}), "unreadable"),
    "macros": (packed({"xl/vbaProject.bin": b"\xd0"}), "macros"),
    "macros by their type": (changed("[Content_Types].xml", TYPE, MACRO_TYPE), "macros"),
    "macros of 1992": (packed({"xl/macrosheets/sheet1.xml": b"<a/>"}), "macros"),
    "a name that is a macro": (named("Auto_Open", "Sheet!$A$1", xlm=True), "macros"),
    "another workbook": (packed({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "external_data"),
    "a name elsewhere": (named("単価", "[1]単価表!$A$1"), "external_data"),
    "a database": (packed({"xl/connections.xml": b"<a/>"}), "external_data"),
    "a copy of a database": (
        packed({"xl/pivotCache/pivotCacheRecords1.xml": b"<a/>"}),
        "external_data",
    ),
    "a file in it": (packed({"xl/embeddings/oleObject1.bin": b"\xd0"}), "embedded_objects"),
    "a button": (packed({"xl/activeX/activeX1.bin": b"a"}), "embedded_objects"),
}
PRIVATE: Mapping[str, tuple[bytes, str, str]] = {
    "an author": (made(with_property("creator")), "names_person", "作成者"),
    "who saved it": (made(with_property("lastModifiedBy")), "names_person", "最終更新者"),
    "an organization": (
        changed("docProps/app.xml", APP, "<Company>架空市</Company></Properties>".encode()),
        *("names_person", "会社名"),
    ),
    "a superior": (
        changed("docProps/app.xml", APP, "<Manager>山田</Manager></Properties>".encode()),
        *("names_person", "管理者"),
    ),
    "who recommends reading": (
        changed(
            "xl/workbook.xml", b"<workbookPr", '<fileSharing userName="山田"/><workbookPr'.encode()
        ),
        *("names_person", "読み取り専用を勧めた人"),
    ),
    "keywords": (made(with_property("keywords")), "properties", "keywords"),
    "a folder": (
        changed(
            "xl/workbook.xml", b"<workbookPr", b'<x:absPath xmlns:x="a" url="C:\\b"/><workbookPr'
        ),
        *("folder", ""),
    ),
    "a comment": (made(with_comment), "comments", "xl/comments/comment1.xml"),
    "a thread": (
        packed({"xl/threadedComments/threadedComment1.xml": b"<a/>"}),
        *("comments", "xl/threadedcomments/threadedcomment1.xml"),
    ),
    "persons": (packed({"xl/persons/person.xml": b"<a/>"}), "comments", "xl/persons/person.xml"),
    "own properties": (
        packed({"docProps/custom.xml": b"<a><b/></a>"}),
        *("custom_properties", "docprops/custom.xml"),
    ),
    "a label": (
        packed({"docMetadata/LabelInfo.xml": b"<a/>"}),
        *("custom_properties", "docmetadata/labelinfo.xml"),
    ),
    "a printer": (
        packed({"xl/printerSettings/printerSettings1.bin": b"a"}),
        *("printer", "xl/printersettings/printersettings1.bin"),
    ),
    "a picture": (packed({"xl/media/image1.jpeg": b"a"}), "pictures", "xl/media/image1.jpeg"),
    "a log": (
        packed({"xl/revisions/userNames.xml": b"<a/>"}),
        *("change_log", "xl/revisions/usernames.xml"),
    ),
    "a hidden name": (named("担当", '"山田"', hidden=True), "names", "担当"),
    "a link": (made(with_link), "links", "xl/worksheets/_rels/sheet1.xml.rels"),
    "what nobody knows": (packed({"xl/odd.xml": b"<a/>"}), "other_parts", "xl/odd.xml"),
}


def test_a_workbook_as_it_was_made_holds_nothing_else() -> None:
    assert inspected(clean()) == ()
    empty = {"docProps/custom.xml": b"<a/>", "xl/drawings/drawing1.xml": b"<a></a>"}
    assert inspected(packed(empty)) == ()  # as LibreOffice writes them


@pytest.mark.parametrize("case", DANGEROUS)
def test_what_is_dangerous_is_told_alone(case: str) -> None:
    data, rule = DANGEROUS[case]
    found = inspected(data)
    assert {held.rule for held in found} == {f"workbook_{rule}"}
    assert all(held.is_dangerous for held in found)


@pytest.mark.parametrize("case", PRIVATE)
def test_what_must_not_be_published_is_told_and_never_what_it_says(case: str) -> None:
    data, rule, part = PRIVATE[case]
    found = inspected(data)
    assert Held(f"workbook_{rule}", part) in found
    assert not any(held.is_dangerous for held in found)
    assert "山田" not in str(found)


def test_what_is_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({"xl/styles.xml": bytes(inspection.MAX_UNPACKED + 1)})
    assert len(bomb) < 1_000_000
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("was unpacked"))
    assert inspected(bomb) == inspected(bytes(inspection.MAX_BYTES + 1))
    assert inspected(bomb) == (Held("workbook_too_large"),)


def test_a_part_larger_than_it_says_is_refused() -> None:
    data = packed({"xl/styles.xml": b"<a/>" + bytes(9000)})
    size = (9004).to_bytes(4, "little")
    assert data.count(size) >= 2
    assert inspected(data.replace(size, (4).to_bytes(4, "little"))) == (
        Held("workbook_unreadable"),
    )


def test_each_has_a_message_and_how_to_remove_it() -> None:
    rules = [rule for _, rule in DANGEROUS.values()] + [rule for _, rule, _ in PRIVATE.values()]
    for rule in (*rules, "too_large"):
        assert JA.has(f"take_problems.workbook_{rule}.message"), rule
        assert JA.has(f"take_problems.workbook_{rule}.hint"), rule
    told = [f"{most // 10**6}MB" for most in (inspection.MAX_BYTES, inspection.MAX_UNPACKED)]
    assert re.findall(r"\d+MB", JA.word("take_problems.workbook_too_large.hint")) == told
