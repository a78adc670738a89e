"""Tables of an indicator's own page: what it can be held beside, what of it was corrected."""

from collections.abc import Iterator, Mapping

from hyoka.elements import BREAK, ColumnType, Link, Row, Table, note
from hyoka.evaluation import EvaluatedIndicator, EvaluatedSite
from hyoka.model import Policy
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.phrases import status_with_movement
from hyoka.tables.site import corrections_of_record

_NUMBER = ColumnType.NUMBER


def of_indicator_page(
    indicator: EvaluatedIndicator, record_path: str, context: PageContext
) -> Mapping[str, object]:
    """Those tables; `None` for one without a row."""
    return {
        "others": _others(indicator, context),
        "corrections": _corrections(indicator, record_path, context),
    }


def _others(indicator: EvaluatedIndicator, context: PageContext) -> Table | None:
    """The indicators of other policies, chapters and measures that have its unit."""
    found = list(_alike(indicator, context.evaluation))
    if not found:
        return None
    label = context.label
    columns = (
        column(label("indicator")),
        *((column(label("status")),) if context.evaluation.judges else ()),
        column(label("actual"), _NUMBER),
        column(label("target"), _NUMBER),
        column(context.word("columns.latest_year")),
    )
    rows = (_row(other, context) for other in found)
    caption = context.word("indicator.others_caption")
    data = context.links.data("indicators")
    return context.table("others", caption, columns, rows, data=data)


def _alike(indicator: EvaluatedIndicator, site: EvaluatedSite) -> Iterator[EvaluatedIndicator]:
    of_policies = (it for policy in site.policies for it in policy.indicators)
    of_measures = (it for measure in site.measures for it in measure.indicators)
    for one in (*of_policies, *of_measures):
        its = one.indicator
        if its.unit == indicator.indicator.unit and its.unit and one.owner != indicator.owner:
            yield one


def _row(indicator: EvaluatedIndicator, context: PageContext) -> Row:
    language = context.language.of(indicator.indicator)
    name = Link(indicator.indicator.name, context.links.indicator(indicator))
    owner = note(context.word("home.moved_of", name=indicator.owner.name))
    year, judges = indicator.latest, context.evaluation.judges
    if year is None:
        told = (cells.dash(), cells.dash(), cells.text(context.word("no_year")))
        return Row((cells.header(name, BREAK, owner), *([cells.dash()] * judges), *told))
    return Row(
        (
            cells.header(name, BREAK, owner),
            *((cells.text(status_with_movement(year, language)),) if judges else ()),
            cells.actual(year, language, year.indicator.unit),
            cells.target(year, language, year.indicator.unit),
            cells.text(language.year_of(year)),
        )
    )


def _corrections(
    indicator: EvaluatedIndicator, record_path: str, context: PageContext
) -> Table | None:
    """What of the indicator was corrected in its policy's record."""
    owner = indicator.owner
    if not isinstance(owner, Policy):
        return None
    place = f"indicators/{indicator.indicator.id}/"
    found = tuple(
        one
        for one in context.evaluation.corrections_of(owner)
        if f"{one.correction.place}/".startswith(place)
    )
    name = indicator.indicator.name
    return corrections_of_record(found, name, record_path, context) if found else None
