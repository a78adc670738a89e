"""The guide for staff: its examples pass, its buttons are there, its pictures are what it says."""

import re
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from hyoka import site
from hyoka.__main__ import main
from hyoka.authoring.scaffold import RecordScaffolder
from hyoka.content import read_folder
from hyoka.problems import Severity
from hyoka.report import tell
from hyoka.wording import load_language
from tests.building import ROOT, TOWN, made_of
from tests.guide_examples import Example, begin_sheet, copy_town, examples, mistake
from tools.guide import FOLDER, GUIDE, SHOTS, pictures

JAPANESE = load_language("ja")
LISTED_TOO = "rousui"
"""The other project on the sheet that the guide begins: it says to do the same for each."""
PAGES_WITH_DOORS = ("policies/anzen/", "projects/mimawari/")
MAX_BYTES, MAX_BYTES_OF_ALL = 40_000, 200_000


class Texts(HTMLParser):
    """The texts of a page's elements, by their tag; of `<b>` in English by `b:en`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []
        self.images: list[dict[str, str | None]] = []
        self.told: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.images.append(given)
        if tag in {"a", "b", "button", "figcaption", "summary"}:
            self.open.append(f"{tag}:en" if given.get("lang") == "en" else tag)
            self.found.append((self.open[-1], ""))
        self.told |= {value for name, value in attrs if name == "data-link" and value}

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1].partition(":")[0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            kind, text = self.found[-1]
            self.found[-1] = (kind, text + data)

    def of(self, *kinds: str) -> set[str]:
        return {" ".join(text.split()) for kind, text in self.found if kind in kinds}


@pytest.fixture(scope="module")
def guide(town_site: Path) -> str:
    return (town_site / GUIDE / "index.html").read_text(encoding="utf-8")


# The examples.


@pytest.fixture(scope="module")
def guided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town after all that the guide does; after each of its tasks nothing is wrong with it."""
    content = copy_town(tmp_path_factory.mktemp("guided"))
    for task, steps in groupby(examples(), key=_task):
        if task == "year":
            begin_sheet(content)
        for example in steps:
            example.lay(content)
            if example.name == "year_project":
                made = RecordScaffolder.at(read_folder(content), JAPANESE).year(LISTED_TOO, "2025")
                (content / made.path).write_text(made.text, encoding="utf-8")
        assert site.check(read_folder(content))[1] == (), task
    return content


def _task(example: Example) -> str:
    return example.name.partition("_")[0]


def test_all_that_the_guide_does_is_seen_on_the_site(guided: Path) -> None:
    pages = {page.url: page.markdown for page in site.build(read_folder(guided), files=False).pages}
    assert "59.8" in pages["projects/chonaikai/"]
    assert "60.1" in pages["policies/anzen/2025/"]
    assert "見守りの語り場事業" in pages["policies/anzen/2025/"]
    assert "見守り隊の交流会事業" in pages["policies/anzen/2025/"]
    assert "見守り隊のつどい事業" in pages["policies/anzen/2024/"]
    assert "見守り隊の交流会事業" not in pages["policies/anzen/2024/"]
    assert "川辺の広場と清掃事業" in pages["projects/kawabe-seisou/"]
    assert "公民館こども講座事業" in pages["projects/kouminkan/"]
    assert "数字の並びを書き誤っていた。" in pages["about/corrections/"]
    assert "募集の案内を、学校と商店にも置いた。" in pages["recommendations/gaibu-r6-mimawari/"]
    assert "recommendations/gaibu-r6-mimawari/" in pages["projects/mimawari/"]
    assert "計画の中間見直しで、目標値を引き上げた。" in pages["projects/mimawari/"]
    assert "policies/anzen-5/" in pages["policies/"] or "anzen-5" in pages["plans/keikaku-5/"]


def test_the_guide_s_mistake_is_told_as_its_picture_says(tmp_path: Path) -> None:
    content = copy_town(tmp_path)
    next(examples()).lay(content)
    mistake().lay(content)
    (problem,) = site.check(read_folder(content))[1]
    told = tell(problem, JAPANESE)
    assert problem.path == f"content/{mistake().file}"
    assert mistake().after in told
    assert "半角の数字で 59.8 と書いてください。" in told


def test_every_example_is_on_the_page_as_it_is_tried() -> None:
    (page,) = (p for p in made_of(TOWN).pages if p.url == GUIDE)
    shown = _unescaped(page.markdown)
    for example in examples():
        assert f"（content/{example.file}）" in shown
        assert not example.before or f">{example.before}</pre>" in shown
        assert f">{example.after}</pre>" in shown


def _unescaped(markdown: str) -> str:
    without = re.sub(r"</?mark>", "", markdown)
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), without)


# What it names.


def test_every_button_of_our_own_has_that_very_name(guide: str, town_site: Path) -> None:
    doors: set[str] = set()
    for url in PAGES_WITH_DOORS:
        page = Texts((town_site / url / "index.html").read_text(encoding="utf-8"))
        doors |= page.of("a", "button", "summary") | page.told
    form = ROOT / ".github" / "ISSUE_TEMPLATE" / "report.yml"
    fields = YAML(typ="safe", pure=True).load(form.read_text(encoding="utf-8"))["body"]
    labels = {field["attributes"].get("label") for field in fields}
    said = ("review.heading", "review.preview", "difference.heading", "calculations.lines")
    words = {JAPANESE.word(path) for path in said}
    severities = {JAPANESE.severity(Severity.ERROR), JAPANESE.severity(Severity.WARNING)}
    named = Texts(guide).of("b")
    assert len(named & doors) >= 4
    assert len(named & labels) >= 2
    assert named - doors - labels - words - severities == set()


def test_every_workflow_and_artifact_that_it_names_is_there(guide: str) -> None:
    yaml = YAML(typ="safe", pure=True)
    workflows = [
        yaml.load(file.read_text(encoding="utf-8"))
        for file in (ROOT / ".github" / "workflows").glob("*.yml")
    ]
    artifacts = {
        step["with"].get("name")
        for workflow in workflows
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if "upload-artifact" in step.get("uses", "")
    }
    of_github = Texts(guide).of("b:en")
    ours = {label for label in of_github if label.islower()}
    assert ours == {"check", "inbox", "publish", "site"}
    assert ours <= artifacts | {workflow["name"] for workflow in workflows}
    assert all(re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*(\.\.\.)?", label) for label in of_github - ours)


def test_every_command_and_option_that_it_names_is_there(guide: str) -> None:
    named = re.findall(r"<code>hyoka ([^<]*)</code>", guide)
    assert {command.split()[0] for command in named} == {
        "check",
        "import",
        "new",
        "take",
        "workbook",
    }
    for command in named:
        words = [word for word in command.split() if re.fullmatch("[a-z]+", word)]
        done = CliRunner().invoke(main, [*words, "--help"])
        assert done.exit_code == 0, command
        assert {word for word in command.split() if word.startswith("--")} <= set(
            done.output.split()
        )


# Its pictures.


def test_every_picture_is_one_that_the_script_takes(guide: str) -> None:
    named = [picture.name for picture in pictures(guide)]
    assert sorted(named) == sorted(SHOTS)
    assert sorted(file.name for file in FOLDER.iterdir()) == sorted(f"{n}.webp" for n in named)


def test_every_picture_is_as_large_as_the_page_says_and_light(guide: str) -> None:
    sizes: list[int] = []
    for picture in pictures(guide):
        written = (FOLDER / f"{picture.name}.webp").read_bytes()
        assert _size_of(written) == (2 * picture.width, 2 * picture.height), picture.name
        sizes.append(len(written))
    assert max(sizes) <= MAX_BYTES
    assert sum(sizes) <= MAX_BYTES_OF_ALL


def _size_of(webp: bytes) -> tuple[int, int]:
    """The width and height that the head of an extended WebP file tells."""
    assert (webp[:4], webp[8:16]) == (b"RIFF", b"WEBPVP8X")
    width, height = (1 + int.from_bytes(webp[at : at + 3], "little") for at in (24, 27))
    return width, height


def test_every_picture_is_told_in_words_and_says_that_it_is_fictional(guide: str) -> None:
    page = Texts(guide)
    assert page.images
    for image in page.images:
        assert image["loading"] == "lazy"
        assert str(image["alt"]).startswith("架空市の画面：")
        assert str(image["alt"]).endswith("。")
    captions = page.of("figcaption")
    assert len(captions) == len(page.images)
    assert all(caption.endswith("（架空市の例）") for caption in captions)
