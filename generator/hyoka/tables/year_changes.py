"""Tables of what changed from a fiscal year to the next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from hyoka.elements import BREAK, Cell, Column, ColumnType, Inline, Link, Row, Table, note
from hyoka.evaluation import (
    ComparedIndicator,
    ComparedProject,
    EvaluatedSite,
    Owner,
    StatusChange,
    YearChanges,
)
from hyoka.model import PlanPart, Policy, Project, name_in
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.filters import Chooser, Listing, choice_value
from hyoka.tables.list_rows import NOTHING, ChangedRow, Choice
from hyoka.tables.lists import row_attributes, sortable
from hyoka.tables.phrases import project_status_with_movement, status_with_movement
from hyoka.units import FiscalYear
from hyoka.urls import narrowed
from hyoka.wording import Language

Compared = ComparedIndicator | ComparedProject
_Group = tuple[Inline, Sequence[Compared], Mapping[str, str]]
"""What some that are compared are called, they, and the choices by which the list shows them."""

_LIST = "changed"
"""The id of the table of all that changed."""
TOLD_CHANGES = tuple(
    it for it in StatusChange if it not in {StatusChange.SAME, StatusChange.BETWEEN}
)
"""The changes that are told one by one."""
_NUMBER = ColumnType.NUMBER


def year_changes(changed: YearChanges, context: PageContext) -> Mapping[str, object]:
    """The tables of a year's changes; those without a row are left out."""
    listing = list_changes(context.evaluation, context.language, changed)
    offered = frozenset(it.name for it in listing.filters)
    tables = {
        "statuses": _status_counts(changed, offered, context),
        "policies": _projects_by_policy(changed, offered, context),
        "divisions": _projects_by_division(changed, offered, context),
        "money": _money(changed, context) if changed.money.largest else None,
    }
    for name, moved in (("better", changed.better), ("worse", changed.worse)):
        tables[name] = _movements(name, moved, changed, context) if moved else None
    changes = _changed(listing, changed, context) if listing.rows else None
    return {**tables, "listing": listing, "changes": changes}


def list_changes(
    evaluation: EvaluatedSite, language: Language, changed: YearChanges
) -> Listing[ChangedRow]:
    """What changed its status to a year; what went from improved to unchanged or back, too."""
    return Listing(changed.fiscal_year, partial(_changed_rows, evaluation, language, changed))


def _changed_rows(
    evaluation: EvaluatedSite, language: Language, changed: YearChanges
) -> Iterator[ChangedRow]:
    choose = Chooser(language, changed.fiscal_year, evaluation.judges)
    for number, change in enumerate(StatusChange):
        for noun, its in changed.by_noun.items() if change is not StatusChange.SAME else ():
            for one in its.of(change):
                word = language.word(f"status_changes.{change}.word")
                kind = Choice(noun, language.word(f"year_changes.of.{noun}"))
                belongs = choose.of_compared(evaluation, one)
                own = {"what": kind, "change": Choice(change, word, number)}
                yield ChangedRow(one, choices={**own, **belongs})


def _status_counts(
    changed: YearChanges, offered: frozenset[str], context: PageContext
) -> Table | None:
    rows = [
        (context.word(f"year_changes.of.{noun}"), its.compared, {"what": noun})
        for noun, its in changed.by_noun.items()
        if its.compared
    ]
    return _counts("statuses", rows, changed, offered, context) if rows else None


def _counts(
    id_: str,
    rows: Iterable[_Group],
    changed: YearChanges,
    offered: frozenset[str],
    context: PageContext,
) -> Table:
    """How many of those that are compared changed how, a row each group of them.

    `offered`: by what the list below can be narrowed down.
    """
    word = context.word
    columns = (
        column(word(f"year_changes.columns.{id_}")),
        column(word("year_changes.columns.compared"), _NUMBER),
        *(column(word(f"status_changes.{change}.word"), _NUMBER) for change in StatusChange),
    )
    made = (
        Row((cells.header(name), *_count_cells(compared, changed, chosen, offered, context)))
        for name, compared, chosen in rows
    )
    data = context.links.data("status_changes", fiscal_year=changed.fiscal_year)
    return context.table(id_, word(f"year_changes.captions.{id_}"), columns, made, data=data)


def _count_cells(
    compared: Sequence[Compared],
    changed: YearChanges,
    chosen: Mapping[str, str],
    offered: frozenset[str],
    context: PageContext,
) -> Iterator[Cell]:
    """How many are compared, and how many of them changed how: each the way to these."""
    language, page = context.language, context.links.year_changes(changed.fiscal_year)
    yield cells.number(len(compared), language)
    for change in StatusChange:
        count = sum(one.change is change for one in compared)
        if change is StatusChange.SAME:
            yield cells.number(count, language)
        else:
            asked = {**chosen, "change": change}
            fitting = {name: value for name, value in asked.items() if name in offered}
            url = f"{narrowed(page, **fitting)}#{_LIST}"
            yield cells.linked_count(count, url, language)


def _projects_by_policy(
    changed: YearChanges, offered: frozenset[str], context: PageContext
) -> Table | None:
    groups: dict[str | None, list[ComparedProject]] = defaultdict(list)
    for one in changed.projects.compared:
        groups[one.now.project.policy].append(one)
    policies = [
        policy.policy for policy in context.evaluation.policies if policy.policy.id in groups
    ]
    rows: list[_Group] = [
        (
            Link(name_in(policy, changed.fiscal_year), context.links.policy(policy)),
            groups[policy.id],
            {"what": "project", "policy-id": policy.id},
        )
        for policy in policies
    ]
    if not rows:
        return None
    if None in groups:
        chosen = {"what": "project", "policy-id": NOTHING}
        rows.append((context.word("projects.no_policy"), groups[None], chosen))
    return _counts("policies", rows, changed, offered, context)


def _projects_by_division(
    changed: YearChanges, offered: frozenset[str], context: PageContext
) -> Table | None:
    groups: dict[str, list[ComparedProject]] = defaultdict(list)
    for one in changed.projects.compared:
        groups[one.evaluated.division_in(changed.fiscal_year) or ""].append(one)
    if not any(groups):
        return None
    # What names no division comes last.
    names = sorted(groups, key=lambda name: (not name, name))
    rows = (
        (
            _division(name, context),
            groups[name],
            {"what": "project", "division": choice_value(name) if name else NOTHING},
        )
        for name in names
    )
    return _counts("divisions", rows, changed, offered, context)


def _division(name: str, context: PageContext) -> Inline:
    return Link(name, context.links.division(name)) if name else context.word("absent")


def _year_columns(changed: YearChanges, context: PageContext) -> tuple[Column, ...]:
    return tuple(column(context.language.short_year(year)) for year in _years(changed))


def _changed(listing: Listing[ChangedRow], changed: YearChanges, context: PageContext) -> Table:
    """All whose status changed, each before and after."""
    word = context.word
    columns = (
        sortable(word("year_changes.columns.what")),
        sortable(word("year_changes.columns.change")),
        *_year_columns(changed, context),
    )
    rows = (
        Row(
            (
                cells.header(named(row.compared, context)),
                cells.text(row.choices["change"].name),
                *status_cells(row.compared, context),
            ),
            attributes=row_attributes(listing, row),
        )
        for row in listing.rows
    )
    data = context.links.data("status_changes", fiscal_year=changed.fiscal_year)
    caption = word("year_changes.captions.changed")
    return context.table(_LIST, caption, columns, rows, data=data)


def status_cells(one: Compared, context: PageContext) -> Iterator[Cell]:
    """The statuses of what is compared, before and after."""
    if isinstance(one, ComparedProject):
        for project in (one.then, one.now):
            yield cells.text(project_status_with_movement(project, context.language))
        return
    language = context.language.of(one.now.indicator)
    for year in (one.then, one.now):
        yield cells.text(status_with_movement(year, language))


def _movements(
    name: str, moved: Sequence[ComparedIndicator], changed: YearChanges, context: PageContext
) -> Table:
    """The indicators that went furthest, towards their targets or away."""
    then, now = (context.language.short_year(year) for year in _years(changed))
    progress = context.label("progress_rate")
    columns = (
        column(context.label("indicator")),
        column(context.word("year_changes.columns.actual", year=then), _NUMBER),
        column(context.word("year_changes.columns.actual", year=now), _NUMBER),
        column(context.label("target"), _NUMBER),
        column(progress, _NUMBER, then),
        column(progress, _NUMBER, now),
    )
    rows = (Row(tuple(_movement_cells(one, context)), key=_key(one)) for one in moved)
    data = context.links.data("indicators", fiscal_year=changed.fiscal_year)
    caption = context.word(f"year_changes.captions.{name}")
    return context.table(name, caption, columns, rows, data=data)


def _movement_cells(one: ComparedIndicator, context: PageContext) -> Iterator[Cell]:
    context, unit = context.of(one.now.indicator), one.now.indicator.unit
    yield cells.header(named(one, context))
    for year in (one.then, one.now):
        yield cells.actual(year, context.language, unit, with_year=True)
    yield cells.number(dict(one.now.progress_rate.inputs)["target"], context.language, unit)
    for year in (one.then, one.now):
        yield cells.of(cells.calculated(year.progress_rate, context), year.fiscal_year)


def _years(changed: YearChanges) -> tuple[FiscalYear, FiscalYear]:
    return changed.then.fiscal_year, changed.fiscal_year


def _money(changed: YearChanges, context: PageContext) -> Table:
    """The projects whose settlements changed most."""
    unit, language = context.money_unit, context.language
    columns = (
        column(context.label("project")),
        *(column(language.short_year(year), _NUMBER, unit) for year in _years(changed)),
        column(context.label("settlement_change"), _NUMBER),
        column(context.label("settlement_change_rate"), _NUMBER),
    )
    rows = (
        Row(
            (
                cells.header(named(one, context)),
                cells.settlement(one.then, language),
                cells.settlement(one.now, language),
                cells.calculated(one.now.settlement_change, context),
                cells.calculated(one.now.settlement_change_rate, context),
            ),
            key=_key(one),
        )
        for one in changed.money.largest
    )
    data = context.links.data("projects", fiscal_year=changed.fiscal_year)
    return context.table(
        "money", context.word("year_changes.captions.money"), columns, rows, data=data
    )


def _key(one: Compared) -> str:
    """Which project it is, or which indicator and whose."""
    if isinstance(one, ComparedProject):
        return one.now.project.id
    return f"{one.indicator.owner.id}_{one.now.indicator.id}"


def named(one: Compared, context: PageContext) -> Inline:
    """A project, or an indicator and whose it is, as both were called in the later year."""
    if isinstance(one, ComparedProject):
        return Link(one.now.name, context.links.project(one.now.project))
    owner = one.indicator.owner
    name, level = name_in(owner, one.now.fiscal_year), _level(owner, context)
    return (
        Link(one.now.name, context.links.indicator(one.indicator)),
        BREAK,
        note(context.word("year_changes.owner", level=level, name=name)),
    )


def _level(owner: Owner, context: PageContext) -> str:
    match owner:
        case PlanPart():
            return context.language.level(owner)
        case Policy():
            return context.label("policy")
        case Project():
            return context.label("project")
