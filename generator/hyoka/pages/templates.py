"""The templates, and what they may call: words, formats, charts, what a municipality declared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache, partial
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from hyoka import charts, tables
from hyoka.authoring.rule_reference import rules_of
from hyoka.elements import BREAK, Link, code, joined, note, strong
from hyoka.evaluation import (
    EvaluatedIndicatorYear,
    Gathered,
    MeasureYear,
    PolicyYear,
    StatusChange,
    divisions_of,
    goals_of,
    group_as_row,
    subjects_of,
)
from hyoka.evaluation.figures import FIGURES, Status
from hyoka.evaluation.year_changes import LARGEST
from hyoka.model import (
    EVALUATION_FIELDS,
    PROJECT_TEXTS,
    Municipality,
    PlacedEvaluation,
    Plan,
    Project,
    SheetKind,
    Tagged,
    evaluations_of,
    name_in,
)
from hyoka.opendata.files import has_terms
from hyoka.pages import survey_charts, year_charts
from hyoka.pages.kinds.about import ABOUT
from hyoka.pages.page_spec import tag_names
from hyoka.pages.plain_japanese import plain
from hyoka.problems import Severity
from hyoka.render import HtmlPrinter, Printer, paragraphs
from hyoka.tables import (
    LARGEST_COSTS,
    CountedBeside,
    PageContext,
    beside,
    carried_over,
    concluded,
    counted,
    counted_beside,
    missed_and_costly,
    money_heading,
    narrowing,
    phrases,
    place_of,
    settled_by_source,
    spent,
    spent_by_project,
    uncompared,
)
from hyoka.tables.filters import class_filter
from hyoka.tables.list_rows import Filter
from hyoka.units import FiscalYear, Missing
from hyoka.urls import Links, indicator_anchor, narrowed
from hyoka.wording import Language

__all__ = ["Environment", "compile_templates", "compiled_templates", "environment_of", "own_words"]

FOLDER = Path(__file__).parent / "templates"


class CompiledTemplates(BytecodeCache):
    """Templates, compiled once a process: `serve` would compile them anew at each save."""

    def __init__(self) -> None:
        self._templates: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if known := self._templates.get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._templates[bucket.key] = bucket.bytecode_to_string()


@cache
def compiled_templates(*kept_by: str) -> CompiledTemplates:  # noqa: ARG001 - no more than a key
    """Those with `kept_by` worked into what is compiled: a language, a form, extensions."""
    return CompiledTemplates()


def compile_templates(language: Language, municipality: Municipality) -> None:
    """Compile all that pages in HTML are made by, for the processes that are forked later on."""
    environment = environment_of(language, municipality, HtmlPrinter())
    for name in environment.list_templates(extensions=["md"]):
        environment.get_template(name)


def environment_of(language: Language, municipality: Municipality, printer: Printer) -> Environment:
    """The templates in a language, whatever they print in the form of `printer`."""
    environment = Environment(
        loader=FileSystemLoader([FOLDER, *language.texts]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printer.finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Jinja's own mark would swallow the ids of headings.
        comment_start_string="{##",
        comment_end_string="##}",
        auto_reload=False,
        bytecode_cache=compiled_templates(language.code, printer.form),
    )
    environment.globals |= {**_words(language), **own_words(municipality, language)}
    environment.globals["out"] = printer
    environment.tests["described"] = lambda indicator: bool(
        phrases.description(indicator, language)
    )
    # Whether a written place is `holder`, or lies in it.
    environment.tests["at_place"] = lambda place, holder: f"{place}/".startswith(f"{holder}/")
    environment.filters |= {
        "source": lambda document: phrases.source(document, language),
        "source_title": phrases.source_title,
        "number": language.number,
        "quantity": language.quantity,
        "said_amount": language.said_amount,
        "signed_amount": language.signed_amount,
        "value": language.value,
        "figure": language.figure,
        "unit": language.unit,
        "year": language.year,
        "short_year": language.short_year,
        "date": language.date,
        "narrowed": narrowed,
        "sum_of": lambda counts: sum(counts.values()),
    }
    return environment


_CONSTANTS: Mapping[str, object] = {
    "FIGURES": FIGURES,
    "STATUSES": tuple(Status),
    "STATUS_CHANGES": tuple(StatusChange),
    "LARGEST": LARGEST,
    "SEVERITIES": tuple(Severity),
    "MISSING": tuple(Missing),
    "EVALUATION_FIELDS": EVALUATION_FIELDS,
    "PROJECT_TEXTS": PROJECT_TEXTS,
    "ABOUT": ABOUT,
    "LARGEST_COSTS": LARGEST_COSTS,
}


def _words(language: Language) -> Mapping[str, object]:
    """What templates need of the language, and of what it tells."""
    return {
        **_CONSTANTS,
        "w": language.word,
        "language": language,
        "rules_of": lambda severity: rules_of(severity, language),
        **_charts(language),
        "survey_groups": lambda survey: [
            language.word(
                "survey.group",
                name=group.name,
                respondents=language.number(group.respondents),
            )
            if group.respondents
            else group.name
            for group in survey.groups
        ],
        "missed_and_costly": missed_and_costly,
        "place_of": place_of,
        "carried_over": carried_over,
        "settled_by_source": settled_by_source,
        "uncompared": uncompared,
        "plain": lambda year, municipality: plain(year, municipality, language),
        "anchor": indicator_anchor,
        "has_page": lambda indicator: not isinstance(indicator.owner, Project),
        "plan_years": lambda policy: _years_of(policy.plan, policy.years),
        "measure_years": lambda measure: _years_of(measure.part.plan, measure.years),
        "name_in": name_in,
        "subjects_of": subjects_of,
        "divisions_of": divisions_of,
        "goals_of": goals_of,
        "compared_lines": _compared_lines,
        "is_missing": lambda value: isinstance(value, Missing),
        **_phrases(language),
    }


def _charts(language: Language) -> Mapping[str, object]:
    """What templates draw with."""
    return {
        "trend": partial(charts.trend, language=language),
        "legend": partial(charts.legend, language=language),
        "group_trends": partial(charts.groups, language=language),
        "groups_legend": partial(charts.groups_legend, language=language),
        "progress_chart": lambda indicators: charts.progress(
            indicators, [indicator_anchor(it) for it in indicators], language
        ),
        "spark": partial(charts.spark, language=language),
        "result_bar": charts.result_bar,
        "result_values": partial(charts.result_values, language=language),
        "amounts": partial(charts.amounts, language=language),
        "status_bars": partial(year_charts.status_bars, language=language),
        "group_values": lambda year: list(_group_values(year, language)),
        "item_bars": partial(survey_charts.item_bars, language=language),
        "measure_bars": partial(survey_charts.measure_bars, language=language),
        "rank_rows": partial(survey_charts.rank_rows, language=language),
        "scatter": partial(survey_charts.scatter, language=language),
        "settlements": year_charts.settlements,
        "money_bars": year_charts.money_bars,
    }


def _phrases(language: Language) -> Mapping[str, object]:
    """What templates put phrases together with."""
    return {
        "link": Link,
        "note": note,
        "strong": strong,
        "code": code,
        "br": BREAK,
        "lines": lambda text: joined(tuple(paragraphs(text))),
        "joined": lambda parts, between=BREAK: joined(tuple(parts), between),
        "status": lambda value: phrases.status(value, language),
        "judged": lambda year: phrases.status_with_movement(year, language),
        "judged_project": lambda year: phrases.project_status_with_movement(year, language),
        "judgement": lambda year, row="": phrases.judgement(year, language, row=row),
        "description": lambda indicator: phrases.description(indicator, language),
        "inferred": lambda judgement: phrases.inferred_direction(judgement, language),
        "source": lambda document: phrases.source(document, language),
        "corrected_mark": lambda corrections, place: phrases.corrected_mark(
            corrections, place, language
        ),
        "is_corrected": phrases.is_corrected,
        "project_set": phrases.project_set,
        "recommendation_status": lambda it: phrases.recommendation_status(it, language),
        "calculated": phrases.calculated,
        "concluded": concluded,
        "counted": counted,
        "counted_beside": counted_beside,
        "counted_gathered": _counted_gathered,
        "things": partial(tables.things, language=language),
        "answer": partial(tables.answer, language=language),
        "missed_by_status": partial(tables.missed_by_status, language=language),
        "money_heading": money_heading,
        "spent": spent,
        "spent_by_project": spent_by_project,
    }


def own_words(municipality: Municipality, language: Language) -> Mapping[str, object]:
    """What templates need of what the municipality declared: its scales, choices and headings."""
    return {
        "CLASSIFICATIONS": {one.id: one for one in municipality.classifications},
        "tag_links": partial(_tag_links, municipality),
        "goal_links": partial(_goal_links, language),
        "filter_title": lambda found: _filter_title(found, municipality, language),
        # A chart is given on the terms that its data is given on.
        "picture": language.word("pictures.way") if has_terms(municipality) else "",
        "SCALES": {scale.id: scale for scale in municipality.rating_scales},
        "NEXT_ACTIONS": {action.id: action for action in municipality.next_actions},
        "heading": partial(_heading, municipality),
        "evaluations_of": partial(evaluations_of, steps=municipality.evaluation_steps),
        "evaluation_title": partial(_evaluation_title, municipality),
        "evaluation_name": partial(_evaluation_name, municipality),
        "evaluation_anchor": lambda placed: (
            f"evaluation-{placed.step}" if placed.step else placed.field.replace("_", "-")
        ),
    }


def _heading(
    municipality: Municipality, section: str, otherwise: str, sheet: str = SheetKind.POLICY
) -> str:
    """The municipality's own words for a section of a kind of sheet, else the site's."""
    return municipality.heading_of(SheetKind(sheet), section) or otherwise


def _tag_links(municipality: Municipality, of: Tagged, links: Links) -> list[Link]:
    """The ways to its tags, in the order in which they stand."""
    names = tag_names(municipality, of)
    return [Link(name, links.tag(tag)) for tag, name in zip(of.tags, names, strict=True)]


def _goal_links(language: Language, of: Tagged, links: Links) -> list[Link]:
    """The ways to its goals, each with its number: SDGs 3 すべての人に健康と福祉を."""
    return [Link(language.goal(number), links.goal(number)) for number in of.sdgs]


def _filter_title(found: Filter, municipality: Municipality, language: Language) -> str:
    """What a list is narrowed down by: of projects' classes as the municipality calls it."""
    names = {class_filter(one.id): one.name for one in municipality.classifications}
    return names.get(found.name) or language.word(f"lists.filters.{found.name}")


def _evaluation_title(
    municipality: Municipality,
    of: PlacedEvaluation,
    otherwise: str,
    sheet: str = SheetKind.POLICY,
) -> str:
    """The name of its step, else the municipality's own words, else the site's."""
    named = (step.name for step in municipality.evaluation_steps if step.id == of.step)
    return next(named, "") or _heading(municipality, of.field, otherwise, sheet)


def _evaluation_name(municipality: Municipality, of: PlacedEvaluation, language: Language) -> str:
    """The name of its step, else what its field is called: short, for a list."""
    named = (step.name for step in municipality.evaluation_steps if step.id == of.step)
    return next(named, "") or language.label(of.field)


def _compared_lines(before: str, after: str) -> Iterator[tuple[str, bool]]:
    """The lines of `after`, and whether each is new in it."""
    lines = after.split("\n")
    matcher = SequenceMatcher(None, before.split("\n"), lines, autojunk=False)
    for what, _, _, start, end in matcher.get_opcodes():
        yield from ((line, what != "equal") for line in lines[start:end])


def _counted_gathered(gathered: Gathered, context: PageContext) -> list[CountedBeside]:
    """What there is of each kind in the newest year of a division, a tag or a goal."""
    if gathered.latest is None:
        return []
    before = gathered.in_year(gathered.latest.fiscal_year.plus(-1))
    return beside(gathered.latest, before, context, narrowing(gathered))


def _group_values(year: EvaluatedIndicatorYear, language: Language) -> Iterator[str]:
    """What a year tells of each group of its indicator."""
    names = {group.id: group.name for group in year.indicator.groups}
    for of_group in year.record.by_group:
        value = language.actual(replace(year, record=group_as_row(year.record, of_group)))
        yield language.word("groups.of_sheet", group=names[of_group.group], value=value)


def _years_of(plan: Plan, recorded: Iterable[PolicyYear | MeasureYear]) -> list[FiscalYear]:
    """The fiscal years of a plan, and any others that are recorded."""
    planned = [FiscalYear(y) for y in range(plan.first_year.year, plan.last_year.year + 1)]
    return sorted({*planned, *(year.fiscal_year for year in recorded)})
