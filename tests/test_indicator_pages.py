"""An indicator's own page: of each of a policy, a chapter or measure; of no project's."""

import re

from hyoka.evaluation import EvaluatedIndicator
from hyoka.model import Project
from hyoka.render import text
from hyoka.urls import indicator_path, indicator_url
from tests.building import TOWN, made_of
from tests.csv_database import evaluated

PAGES = {page.path: page for page in made_of(TOWN).pages}


def _paged() -> list[EvaluatedIndicator]:
    return [it for it in evaluated(TOWN).indicators if not isinstance(it.owner, Project)]


def test_each_indicator_of_a_policy_or_measure_has_a_page_and_no_project_s() -> None:
    made = {path for path, page in PAGES.items() if page.kind == "indicator"}
    told = set()
    for indicator in _paged():
        assert not isinstance(indicator.owner, Project)
        told.add(indicator_path(indicator.owner, indicator.indicator.id))
    assert made == told
    of_project = next(it for it in evaluated(TOWN).indicators if isinstance(it.owner, Project))
    assert "#indicator-" in indicator_url(of_project.owner, of_project.indicator.id)


def test_it_has_every_year_that_its_owner_s_page_has_in_the_same_words() -> None:
    for indicator in _paged():
        if not indicator.years or indicator.indicator.is_target_group:
            continue
        url = indicator_url(indicator.owner, indicator.indicator.id)
        page = PAGES[f"{url.rstrip('/')}.md"].make_text()
        owner = PAGES[f"{url.split('indicators/')[0]}index.md"].make_text()
        caption = f"{indicator.indicator.name}の実績と目標"
        (table,) = (table for table in page.tables if table.caption.startswith(caption))
        same = [it for it in owner.tables if it.id == table.id]
        assert [[*text.table(it)] for it in same] == [[*text.table(table)]]


def test_its_marks_of_corrections_lead_to_a_place_on_it() -> None:
    for page in PAGES.values():
        if page.kind == "indicator":
            ways = set(re.findall(r'href="#([^"]+)"', page.markdown))
            ids = set(re.findall(r'\{#([^}\s]+)\}|id="([^"]+)"', page.markdown))
            assert ways <= {name for pair in ids for name in pair}, page.path


def test_no_heading_is_shown_as_it_is_written() -> None:
    mark = re.compile("^(&#35;){2}", re.MULTILINE)
    shown = [page.path for page in PAGES.values() if mark.search(page.markdown)]
    assert shown == []
    assert (
        "## 目標値の変更 {#indicator-rousui-changes}" in PAGES["policies/anzen/index.md"].markdown
    )
