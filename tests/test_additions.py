"""What is touched to add a thing: each is added to a copy of the project, which is then run.

`Copy.touched` are the files that were written or changed: as many as CONTRIBUTING.md says.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.building import ROOT
from tests.small_city import write_city

SHEET = (
    "fiscal_year: 2018\nedition: 2019\nindicators: [{id: manzoku, actual: 55.1}]\ndocument: r1\n"
)


@dataclass
class Copy:
    """The package in a folder of its own."""

    folder: Path
    touched: set[str] = field(default_factory=set)

    def add(self, path: str, text: str) -> None:
        """Write a new file of the package."""
        file = self.folder / "hyoka" / path
        assert not file.exists()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.touched.add(path)

    def insert(self, path: str, after: str, text: str) -> None:
        """Write into a file of the package, after a line of it."""
        file = self.folder / "hyoka" / path
        before, line, rest = file.read_text(encoding="utf-8").partition(f"{after}\n")
        assert line
        file.write_text(f"{before}{line}{text}{rest}", encoding="utf-8")
        self.touched.add(path)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Python, with the copy in place of the package."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def project(tmp_path: Path) -> Copy:
    shutil.copytree(ROOT / "generator" / "hyoka", tmp_path / "copy" / "hyoka")
    return Copy(tmp_path / "copy")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_city(tmp_path, policies__kosodate__2018=SHEET)


# A table of open data.

TABLE = '''"""How many policies have a sheet of each year."""

from collections.abc import Iterator

from hyoka.urls import url_of, year_path
from hyoka.evaluation import EvaluatedYear, EvaluatedSite
from hyoka.wording import Language
from hyoka.opendata import column
from hyoka.opendata.table import Comparison, Dataset


def _years(evaluation: EvaluatedSite, _: Language) -> Iterator[EvaluatedYear]:
    yield from evaluation.years


TABLE = Dataset(
    name="sheet_counts",
    position=75,
    rows=_years,
    columns=(
        *column.fiscal_year(lambda row: row.fiscal_year),
        column.integer("sheet_count", lambda row: len(row.policies), "件", computed=True),
        column.page(lambda row: url_of(year_path(row.fiscal_year))),
    ),
    key=("fiscal_year",),
    compared=Comparison(named_by=("fiscal_year",)),
)
'''
WORDS = "locales/ja/datasets.yml"


def _add_table(project: Copy) -> None:
    project.add("opendata/tables/sheet_counts.py", TABLE)
    title = "  sheet_counts:\n    title: 評価表の数\n    about: 年度ごとの評価表の数です。\n"
    project.insert(WORDS, "datasets:", title)
    project.insert(WORDS, "  titles:", "    sheet_count: 評価表の件数\n")
    project.insert(WORDS, "  about:", "    sheet_count: 評価表のある重点課題の数です。\n")


def test_a_table_of_open_data_is_one_module_and_its_words(
    project: Copy, content: Path, tmp_path: Path
) -> None:
    _add_table(project)
    assert len(project.touched) == 2

    site = tmp_path / "site"
    done = project.run("-m", "hyoka", "write", str(site), "--content", str(content))
    assert done.returncode == 0, done.stderr
    text = (site / "data" / "999997_sheet_counts.csv").read_text(encoding="utf-8")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["fiscal_year"], row["sheet_count"]) == ("2018", "1")
    columns = (site / "data" / "999997_columns.csv").read_text(encoding="utf-8")
    assert "sheet_counts,5,sheet_count,評価表の件数,integer,件,true," in columns
    assert "評価表のある重点課題の数です。" in (site / "data" / "sheet_counts.md").read_text(
        "utf-8"
    )
    assert "評価表の数" in (site / "data" / "index.md").read_text("utf-8")
    package = json.loads((site / "data" / "datapackage.json").read_bytes())
    names = [resource["name"] for resource in package["resources"]]
    assert names[names.index("sheet_counts") - 1] == "sheets"
    api = json.loads((site / "api" / "v1" / "sheet_counts.json").read_bytes())
    assert [row["sheet_count"] for row in api["sheet_counts"]] == [1]
    described = json.loads((site / "api" / "v1" / "openapi.json").read_bytes())
    assert "sheet_counts_row" in described["components"]["schemas"]
    assert described["paths"]["/sheet_counts.json"]["get"]["summary"] == "評価表の数"


def test_a_new_table_of_open_data_is_compared(project: Copy, content: Path, tmp_path: Path) -> None:
    _add_table(project)
    former = write_city(tmp_path / "former")
    compared = ("diff", str(former), "--content", str(content), "--format", "json")
    done = project.run("-m", "hyoka", *compared)
    assert done.returncode == 0, done.stderr
    facts = [fact for page in json.loads(done.stdout)["pages"] for fact in page["facts"]]
    (fact,) = [fact for fact in facts if fact["table"] == "sheet_counts"]
    assert fact["what"] == "added"
    assert [(change["column"], change["after"]) for change in fact["changes"]] == [
        ("評価表の件数", "1件")
    ]


# A language.

TEN_WORDS = """severities:
  error: fehler
  warning: warnung
report:
  heading: Prüfung der Angaben
problems:
  missing_field:
    message: "Hier fehlt „{key}“."
labels:
  actual: Istwert
  target: Zielwert
  baseline: Ausgangswert
statuses:
  achieved:
    word: erreicht
  improved:
    word: besser
  worsened:
    word: schlechter
"""

BUILD = """
import sys
from pathlib import Path
from hyoka import site
from hyoka.content import read_folder
from hyoka.wording import languages, load_language, site_languages
content, code = read_folder(Path(sys.argv[1])), sys.argv[2]
assert languages()[0] == "ja" and code in languages()
assert code not in site_languages()
made = site.build(content, code)
assert {page.path for page in made.pages} == {page.path for page in site.build(content).pages}
assert made.files
sys.stdout.buffer.write(
    "".join(page.markdown for page in made.pages if page.kind in {"policy", "about"}).encode()
)
"""


def test_a_language_of_ten_words_is_one_folder(
    project: Copy, content: Path, tmp_path: Path
) -> None:
    project.add("locales/de/words.yml", TEN_WORDS)
    assert len(project.touched) == 1

    bad = write_city(
        tmp_path / "bad", policies__kosodate__2018=SHEET.replace("edition: 2019\n", "")
    )
    done = project.run("-m", "hyoka", "check", "--content", str(bad), "--language", "de")
    assert done.returncode == 1, done.stderr
    assert "fehler[missing_field]" in done.stdout  # a word of its own
    assert "Hier fehlt „edition“." in done.stdout
    assert "サイトは作りません。" in done.stdout  # a word that it has not

    built = project.run("-c", BUILD, str(content), "de")
    assert built.returncode == 0, built.stderr
    assert "Istwert" in built.stdout
    assert "策定時からの増減" in built.stdout
    assert "〔" not in built.stdout


# A kind of page, with a table of its own.

KIND = '''"""How many policies have a sheet of each year."""

from collections.abc import Iterator, Mapping

from hyoka.elements import Row, Table
from hyoka.evaluation import EvaluatedSite
from hyoka.wording import Language
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along
from hyoka.tables import PageContext, cells
from hyoka.tables.context import column


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    title = language.word("kinds_of_page.counts")
    yield PageSpec("counts.md", title, evaluation, breadcrumbs_along(language))


def _counts(evaluation: EvaluatedSite, context: PageContext) -> Table:
    columns = (column(context.label("fiscal_year")), column(context.label("sheet")))
    rows = (
        Row(
            (
                cells.header(context.language.year(year.fiscal_year)),
                cells.count(year.sheet_count, context.language),
            )
        )
        for year in evaluation.years
    )
    return context.table("counts", context.word("kinds_of_page.counts"), columns, rows)


def _tables(page: PageSpec[EvaluatedSite], context: PageContext) -> Mapping[str, object]:
    return {"counts": _counts(page.record, context)}


KINDS = (PageKind("counts", 105, _subjects, _tables),)
'''
TEMPLATE = """{% import "_page.md" as m %}
{{ m.breadcrumbs(page, links) }}

# {{ page.title }} {#top}

{{ tables.counts }}
"""


def test_a_kind_of_page_is_one_module_its_template_and_its_name(
    project: Copy, content: Path, tmp_path: Path
) -> None:
    project.add("pages/kinds/counts.py", KIND)
    project.add("pages/templates/counts.md", TEMPLATE)
    project.insert("locales/ja/words.yml", "kinds_of_page:", "  counts: 評価表の数\n")
    assert len(project.touched) == 3

    site = tmp_path / "site"
    done = project.run("-m", "hyoka", "write", str(site), "--content", str(content))
    assert done.returncode == 0, done.stderr
    page = (site / "counts.md").read_text(encoding="utf-8")
    assert "**評価表の数**\n\n| 年度 | 評価表 |\n" in page
    assert "| 平成30年度（2018年度） | 1 |" in page


# A check.

CHECK = '''"""Names that shout."""

from collections.abc import Iterator

from hyoka.checks.registry import check
from hyoka.model import Records
from hyoka.problems import Finding
from hyoka.content.record_paths import path_of


@check()
def loud_name(records: Records) -> Iterator[Finding]:
    """A policy whose name ends in an exclamation mark."""
    for policy in records.policies:
        if policy.name.endswith("！"):
            yield Finding(path_of(policy), ("name",), "loud_name", {"name": policy.name})
'''
MESSAGE = """  loud_name:
    message: "「{name}」は「！」で終わっています。"
    hint: 「！」を消してください。
"""
WHY = """  loud_name:
    why: 名称は静かに書きます。
    file: policies/kosodate/policy.yml
    of: policies/kosodate/policy.yml
    wrong: "name: 子育て！"
    right: "name: 子育て"
"""


def test_a_check_is_one_function_and_its_words(project: Copy, tmp_path: Path) -> None:
    project.add("checks/loudness.py", CHECK)
    for language in ("ja", "en"):
        project.insert(f"locales/{language}/problems.yml", "problems:", MESSAGE)
    project.insert("locales/ja/rules.yml", "rules:", WHY)
    assert len(project.touched) == 4

    policy = "name: 子育て！\nnumber: 1\nplan: keikaku\nindicators: []\n"
    content = write_city(tmp_path, policies__kosodate__policy=policy)
    done = project.run("-m", "hyoka", "check", "--content", str(content))
    assert done.returncode == 1, done.stderr
    assert "エラー[loud_name]" in done.stdout
    assert "「子育て！」は「！」で終わっています。" in done.stdout
    assert "policy.yml:1:7" in done.stdout


# A figure.

FIGURE = '''

@figure("personnel_cost ÷ settlement × 100")
def personnel_share(personnel_cost: Decimal, settlement: Decimal) -> Decimal | Reason:
    """人件費の割合 in ％ of the settlement."""
    return percentage(personnel_cost, settlement, Reason("zero", "settlement"))

'''


def test_a_figure_is_one_function_and_its_words(
    project: Copy, content: Path, tmp_path: Path
) -> None:
    after = '    return percentage(general, settlement, Reason("zero", "settlement"))'
    project.insert("evaluation/figures/money.py", after, FIGURE)
    project.insert("locales/ja/words.yml", "labels:", "  personnel_share: 人件費の割合\n")
    project.insert("locales/ja/figures.yml", "meanings:", "  personnel_share: 割合です。\n")
    assert len(project.touched) == 3

    site = tmp_path / "site"
    done = project.run("-m", "hyoka", "write", str(site), "--content", str(content))
    assert done.returncode == 0, done.stderr
    method = (site / "about" / "method.md").read_text(encoding="utf-8")
    assert "### 人件費の割合 {#personnel-share}" in method
    assert "人件費の割合 ＝ 人件費 ÷ 決算額 × 100" in method


# A field of a record.


def test_a_field_is_one_line_of_the_model(project: Copy, tmp_path: Path) -> None:
    field = '    slogan: Line | None = Field(None, title="合言葉", description="短い言葉。")\n'
    after = '    plan: Id = Field(title="計画", description="plans/ のファイル名。")'
    project.insert("model/policy.py", after, field)
    assert len(project.touched) == 1

    policy = "name: 子育て\nnumber: 1\nplan: keikaku\nslogan: みんなで\nindicators: []\n"
    content = write_city(tmp_path, policies__kosodate__policy=policy)
    done = project.run("-m", "hyoka", "check", "--content", str(content))
    assert "slogan" not in done.stdout
    site = tmp_path / "site"
    assert project.run("-m", "hyoka", "write", str(site), "--content", str(content)).returncode == 0
    assert "合言葉" in (site / "about" / "fields.md").read_text(encoding="utf-8")
