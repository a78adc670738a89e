"""The map of a year's projects: what each branch and project is called, its size, its statuses."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hyoka.charts import Chart, size_bar
from hyoka.elements import Inline, Link, note, strong
from hyoka.evaluation import Branch, EvaluatedProjectYear, EvaluatedYear, project_tree
from hyoka.evaluation.figures import Status
from hyoka.model import name_in
from hyoka.tables.context import PageContext
from hyoka.tables.phrases import status


@dataclass(frozen=True, slots=True)
class MapNode:
    """A branch or a project, as it is shown."""

    title: Inline
    bar: Chart | None
    """`None`: its size is not known."""
    statuses: Inline
    """Of a branch, how many of its projects have which."""
    below: tuple["MapNode", ...] = ()
    projects: tuple["MapNode", ...] = ()
    """Those that belong to nothing below it, the largest first."""


def is_of_money(year: EvaluatedYear, context: PageContext) -> bool:
    """Whether sizes are settlements; else each project is as large as the other."""
    return context.evaluation.records_settlement and not year.planned


def project_map(year: EvaluatedYear, context: PageContext) -> tuple[MapNode, ...]:
    """The policies, chapters and measures with their projects."""
    tree = project_tree(year, context.evaluation)
    of_money = is_of_money(year, context)
    most = max((_size(branch.projects, of_money=of_money) for branch in tree), default=Decimal(0))
    maker = _Maker(year, context, most, of_money)
    return tuple(map(maker.branch, tree))


def _size(projects: Iterable[EvaluatedProjectYear], *, of_money: bool) -> Decimal:
    return sum((size for _, size in _parts(projects, of_money=of_money)), Decimal(0))


def _parts(
    projects: Iterable[EvaluatedProjectYear], *, of_money: bool
) -> list[tuple[Status, Decimal]]:
    """The status and the size of each that has a size."""
    found = ((it.status, it.record.settlement if of_money else Decimal(1)) for it in projects)
    return [(value, size) for value, size in found if isinstance(size, Decimal)]


@dataclass(frozen=True, slots=True)
class _Maker:
    year: EvaluatedYear
    context: PageContext
    most: Decimal
    of_money: bool

    def branch(self, branch: Branch) -> MapNode:
        """A branch with all below it."""
        return MapNode(
            (strong(self._name(branch)), " ", note(self._said(branch))),
            self._bar(branch.projects),
            self._statuses(branch.projects),
            tuple(map(self.branch, branch.branches)),
            tuple(map(self._project, sorted(branch.own, key=self._smallness))),
        )

    def _name(self, branch: Branch) -> Inline:
        if branch.of is None:
            return self.context.word("project_map.none")
        name = name_in(branch.of, self.year.fiscal_year)
        return Link(name, self.context.links.owner(branch.of))

    def _said(self, branch: Branch) -> str:
        language = self.context.language
        if not self.of_money:
            count = language.number(len(branch.projects))
            return self.context.word("project_map.count", count=count)
        amount = language.quantity(branch.total.told, self.context.money_unit)
        counted = language.counted(branch.total)
        return self.context.word("project_map.sum", amount=amount, counted=counted)

    def _project(self, project: EvaluatedProjectYear) -> MapNode:
        language, url = self.context.language, self.context.links.project(project.project)
        amount = language.quantity(project.record.settlement, self.context.money_unit)
        told = (" ", status(project.status, language)) if self.context.evaluation.judges else ()
        said = (" ", note(amount)) if self.of_money else ()
        return MapNode((Link(project.name, url), *told, *said), self._bar([project]), ())

    def _bar(self, projects: Iterable[EvaluatedProjectYear]) -> Chart | None:
        parts = _parts(projects, of_money=self.of_money)
        return size_bar(parts, self.most) if parts and self.most else None

    def _smallness(self, project: EvaluatedProjectYear) -> Decimal:
        return -_size([project], of_money=self.of_money)

    def _statuses(self, projects: Iterable[EvaluatedProjectYear]) -> Inline:
        """How many have which status, of those that occur."""
        if not self.context.evaluation.judges:
            return ()
        counts, language = Counter(project.status for project in projects), self.context.language
        return tuple(
            part
            for value in Status
            if counts[value]
            for part in (status(value, language), f" {language.number(counts[value])}　")
        )
