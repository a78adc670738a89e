"""The map of a year's projects: policy, measure, project."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hyoka.charts import size_bar
from hyoka.evaluation import Branch, project_tree
from hyoka.evaluation.figures import Status
from hyoka.model import PlanPart, Policy
from tests.building import REAL, TOWN, made_of
from tests.csv_database import evaluated


def _held(
    tree: Sequence[Branch], above: tuple[object, ...] = ()
) -> Iterator[tuple[str, tuple[object, ...]]]:
    for branch in tree:
        way = (*above, branch.of) if branch.of else above
        yield from ((project.project.id, way) for project in branch.own)
        yield from _held(branch.branches, way)


def test_each_project_of_the_year_is_there_once_below_what_it_belongs_to() -> None:
    for content in (TOWN, REAL):
        site = evaluated(content)
        year = site.latest
        assert year is not None
        found = list(_held(project_tree(year, site)))
        assert Counter(id_ for id_, _ in found) == Counter(it.project.id for it in year.projects)
        for id_, way in found:
            project = site.projects_by_id[id_].project
            policies = [it.id for it in way if isinstance(it, Policy)]
            parts = [it.id for it in way if isinstance(it, PlanPart)]
            assert policies == ([project.policy] if project.policy else [])
            assert parts[-1:] == ([project.measure.id] if project.measure else [])


def test_bars_are_as_long_as_what_was_spent_on_one_scale() -> None:
    parts = [(Status.ACHIEVED, Decimal(30)), (Status.WORSENED, Decimal(10))]
    whole, half = (
        [Decimal(wide) for wide in re.findall(r"h(\d+(?:\.\d)?)v", size_bar(parts, Decimal(most)))]
        for most in (40, 80)
    )
    assert whole == [270, 90]
    assert half == [135, 45]
    assert 'd="' not in size_bar([(Status.ACHIEVED, Decimal(0))], Decimal(1))


def test_what_has_no_settlement_has_no_bar_and_says_why() -> None:
    page = next(it for it in made_of(TOWN).pages if it.kind == "project_map")
    told = page.markdown.split("projects/shokuhin-loss/")[1].split("</li>", 1)[0]
    assert "未集計" in told
    assert "<svg" not in told
