"""Phrases about evaluated records: a status with its movement, a set of projects, a sum."""

from collections.abc import Iterable
from dataclasses import replace

from hyoka.elements import (
    BREAK,
    Calculated,
    Calculation,
    Inline,
    Link,
    SourceLine,
    StatusMark,
    Styled,
    TextStyle,
    joined,
    note,
    strong,
)
from hyoka.evaluation import (
    CorrectedValue,
    EvaluatedIndicatorYear,
    EvaluatedProjectYear,
    EvaluatedRecommendation,
    MeasureYear,
    PolicyYear,
    ProjectGroup,
)
from hyoka.evaluation.figures import Figure, Judgement, Status, within_margin
from hyoka.model import Document, Indicator, Period
from hyoka.tables.context import STATUS_FORMULA, PageContext
from hyoka.tables.source_lines import Line
from hyoka.wording import Language


def status(value: Status, language: Language) -> StatusMark:
    """A status with its sign."""
    return StatusMark(str(value), language.symbol(value), language.status(value))


def unit_of(unit: str, language: Language) -> Inline:
    """A unit as it stands behind a number."""
    return Styled(language.unit(unit), TextStyle.UNIT)


def description(indicator: Indicator, language: Language) -> Inline:
    """What a sheet says of an indicator beside its numbers, a line each; else nothing."""
    texts = [(name, getattr(indicator, name)) for name in _DESCRIPTION]
    return joined(
        tuple(
            language.word("judgement.line", term=language.label(name), detail="".join(parts))
            for name, text in texts
            if (parts := [line.strip() for line in (text or "").splitlines()])
        )
    )


_DESCRIPTION = ("number", "definition", "formula", "source", "target_reason")


def calendar_year(year: EvaluatedIndicatorYear, language: Language) -> Inline:
    """Of an indicator of calendar years: of which, where a fiscal year stands beside it."""
    if year.indicator.period is not Period.CALENDAR_YEAR:
        return ()
    return " ", note(language.of(year.indicator).short_year(year.fiscal_year))


def inferred_direction(judgement: Judgement, language: Language) -> Inline:
    """That the direction which a judgement rests on is taken from the numbers."""
    if not judgement.direction_inferred or judgement.reason or judgement.direction is None:
        return ()
    direction = language.direction(judgement.direction)
    return BREAK, note(language.word("judgement.inferred_mark", direction=direction))


def status_with_movement(
    year: EvaluatedIndicatorYear, language: Language, *, briefly: bool = False
) -> Inline:
    """The status of an indicator's year with the movement that it was judged by.

    And whether the target was missed, which no status but 達成 tells. `briefly`: in the row of the
    year's target and actual.
    """
    parts: list[Inline] = [
        status(year.status, language),
        " ",
        BREAK,
        note(language.movement(year, briefly=briefly)),
    ]
    if year.judgement.target_met is False:
        aim = language.aim(year, alone=True)
        missed = (
            language.word("attained.outside")
            if year.effective_target.range
            else language.word("attained.false_of", aim=aim)
        )
        parts += [" ", BREAK, note(missed)]
    return *parts, inferred_direction(year.judgement, language)


def project_status_with_movement(year: EvaluatedProjectYear, language: Language) -> Inline:
    """The status of a project's year with the movement of the indicator that decided it."""
    parts: list[Inline] = [
        status(year.status, language),
        " ",
        BREAK,
        note(language.project_movement(year)),
    ]
    if year.missed:
        parts += [BREAK, note(language.missed_of(year))]
    if year.decisive:
        parts.append(inferred_direction(year.decisive.judgement, language))
    return tuple(parts)


def within(change: Figure | None, margin: Figure | None, language: Language) -> Inline:
    """That a change is within its margin; nothing where it is not, or that is not known."""
    if change is None or not within_margin(change, margin):
        return ()
    return BREAK, note(language.word("margins.within"))


def judgement(
    year: EvaluatedIndicatorYear, language: Language, *, briefly: bool = False, row: str = ""
) -> Calculated:
    """The status of an indicator's year, which opens to what it rests on.

    `briefly`: in a row of the year's numbers, below the direction that is recorded as the wanted
    one, to what neither they nor its own words tell. `row`: as a `Calculation` has it.
    """
    content = status_with_movement(year, language, briefly=briefly)
    if year.judgement.compared_with:
        unsure = within(year.moved, year.moved_margin, language)
        content = (content, " ", unsure) if unsure else content
    opens = Calculation((), formulas=(STATUS_FORMULA,), figure=STATUS_FORMULA, row=row)
    if not briefly:
        explanation = language.status_explanation(year, beside=("missed",))
        return Calculated(content, replace(opens, lines=explanation))
    known = () if year.judgement.direction_inferred else ("direction",)
    beside = ("met", "missed", "compared_with", *known)
    explanation = language.status_explanation(year, beside=beside)
    if len(explanation) == 1:
        return Calculated(content, replace(opens, common=explanation[0]))
    return Calculated(content, replace(opens, lines=explanation))


def project_set(year: PolicyYear | MeasureYear, group: ProjectGroup, context: PageContext) -> Link:
    """A set of projects of a policy or a measure with their number, and the way to them."""
    return Link(context.language.group(year, group), context.links.project_set(year, group))


def corrected_mark(
    corrections: tuple[CorrectedValue, ...], place: str, language: Language
) -> Inline:
    """Beside a value at `place`, or one in it, that was corrected: says so and leads to how."""
    if not is_corrected(corrections, place):
        return ()
    return BREAK, Link(language.word("corrections.mark"), "#corrections", is_note=True)


def is_corrected(corrections: tuple[CorrectedValue, ...], place: str) -> bool:
    """Whether the value at `place`, or one in it, was corrected."""
    return any(f"{one.correction.place}/".startswith(f"{place}/") for one in corrections)


def corrected_value(value: CorrectedValue, language: Language) -> Inline:
    """A published value and what it was corrected to."""
    before = language.recorded(value.correction.before, value.unit)
    after = language.recorded(value.after, value.unit)
    return (
        Styled(before, TextStyle.DELETED),
        language.word("corrections.arrow"),
        Styled(after, TextStyle.INSERTED),
    )


def recommendation_status(it: EvaluatedRecommendation, language: Language) -> Inline:
    """How far a recommendation is, by which response, and for how many years it has been open."""
    notes = [language.word("recommendation.none")]
    if last := it.last_response:
        notes = [language.word("recommendation.answered", date=language.date(last.date))]
    if it.years_open:
        years = language.number(it.years_open)
        notes.append(language.word("recommendation.years_open", years=years))
    told = strong(language.word(f"recommendation_statuses.{it.status}"))
    return told, tuple(part for one in notes for part in (BREAK, note(one)))


def source_title(document: Document) -> Inline:
    """What an official document is called, the way to it."""
    return Link(document.title, document.url) if document.url else document.title


def source(document: Document, language: Language) -> Inline:
    """An official document, as it is referred to."""
    title = source_title(document)
    subject = f"　{document.subject}" if document.subject else ""
    published = (
        language.word("sources.published", date=language.date(document.published))
        if document.published
        else language.word("sources.unpublished")
    )
    edition = language.word("sources.edition", year=language.year(document.edition))
    return title, f"{subject}（{document.issuer}、{edition}、{published}）"


def calculated(  # noqa: PLR0913 - what a computed number can tell
    figure: Figure,
    context: PageContext,
    *,
    difference: str | None = None,
    margin: Figure | None = None,
    lines: Iterable[Line] = (),
    of_sheet: bool = False,
    row: str = "",
) -> Calculated:
    """A computed number with its marks, which opens to its calculation.

    `lines`: those of the records on which the recorded values stand. `of_sheet`: in a column of the
    official sheet, where a value that the sheet does not print is marked as computed. `row`: as a
    `Calculation` has it.
    """
    told = context.language.calculation(figure, difference, margin)
    only_why = figure.reason is not None and len(told) == 1
    calculation = Calculation(
        () if only_why else told,
        tuple(_source_line(line, context) for line in lines),
        context.word("calculations.lines"),
        (figure.method,) if margin is None else (figure.method, margin.method),
        told[0] if only_why else context.language.rounding(figure),
        figure.name.replace("_", "-"),
        row,
    )
    return Calculated(_marked(figure, context.language, margin, of_sheet=of_sheet), calculation)


def of(opens: Calculated, which: object) -> Calculated:
    """The same, told apart from others of its row that are the same figure: of another year."""
    told = replace(opens.calculation, figure=f"{which}.{opens.calculation.figure}")
    return replace(opens, calculation=told)


def _source_line(line: Line, context: PageContext) -> SourceLine:
    return SourceLine(context.label(line.name), line.address)


def _marked(figure: Figure, language: Language, margin: Figure | None, *, of_sheet: bool) -> Inline:
    """Whether it differs from the published one, lies within its margin, is computed here."""
    parts: list[Inline] = [language.figure(figure)]
    if figure.agrees is False and figure.value is not None:
        differs = language.word("calculations.differs_mark")
        parts += [" ", Styled(differs, TextStyle.DIFFERS)]
    parts.append(within(figure, margin, language))
    if of_sheet and figure.printed is None and figure.shown is not None:
        parts += [BREAK, note(language.word("columns.computed"))]
    return tuple(parts)
