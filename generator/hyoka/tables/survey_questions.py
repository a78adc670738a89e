"""Tables of a survey's questions: what was found of each item, answer and group."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from hyoka.elements import BREAK, Cell, CellType, Column, ColumnType, Inline, Link, Row, Table, note
from hyoka.evaluation import (
    CorrectedValue,
    EvaluatedFinding,
    EvaluatedQuestion,
    EvaluatedSurvey,
    Owner,
)
from hyoka.model import Asks, PlanPart, Policy, QuestionResult
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.phrases import corrected_mark
from hyoka.units import PERCENT, FiscalYear
from hyoka.wording import Language

_NUMBER = ColumnType.NUMBER


def _respondents(one: EvaluatedFinding, context: PageContext) -> Cell:
    return cells.number(one.respondents, context.language)


def _count(one: EvaluatedFinding, context: PageContext) -> Cell:
    return cells.number(one.found.count, context.language)


def _mean(one: EvaluatedFinding, context: PageContext) -> Cell:
    return cells.number(one.mean, context.language)


def _share(one: EvaluatedFinding, context: PageContext) -> Cell:
    if one.share.value is None:
        return cells.number(one.found.share, context.language, PERCENT)
    return cells.calculated(one.share, context, difference=one.found.difference, of_sheet=True)


def _rank(one: EvaluatedFinding, context: PageContext) -> Cell:
    rank = one.found.rank if isinstance(one.found, QuestionResult) else None
    if rank is None:
        return cells.absent(context.language)
    of = one.question.item_count
    among = None if of is None else Decimal(of)
    unit = context.word("survey.rank_unit")
    told = cells.rank(Decimal(rank), unit, among, context.language)
    return Cell(told, CellType.NUMBER)


def _mean_change(one: EvaluatedFinding, context: PageContext) -> Cell:
    return cells.calculated(one.mean_change, context) if one.mean_change else cells.dash()


def _share_change(one: EvaluatedFinding, context: PageContext) -> Cell:
    if one.share_change is None:
        return cells.dash()
    return cells.calculated(one.share_change, context, margin=one.share_change_margin)


def _share_margin(one: EvaluatedFinding, context: PageContext) -> Cell:
    return cells.calculated(one.share_margin, context)


_Column = tuple[
    Callable[[EvaluatedFinding], object], Callable[[EvaluatedFinding, PageContext], Cell]
]
_COLUMNS: Mapping[str, _Column] = {
    "respondents": (lambda one: one.respondents, _respondents),
    "count": (lambda one: one.found.count, _count),
    "mean": (lambda one: one.mean, _mean),
    "mean_change": (lambda one: one.mean_change and one.mean_change.value, _mean_change),
    "share": (lambda one: one.told_share, _share),
    "share_change": (lambda one: one.share_change and one.share_change.value, _share_change),
    "share_margin": (lambda one: one.share_margin.value, _share_margin),
    "rank": (lambda one: isinstance(one.found, QuestionResult) and one.found.rank, _rank),
}
"""What may be told of a finding: whether it is, and how."""
_PEOPLE = {"respondents", "count"}


def _shown(findings: Iterable[EvaluatedFinding]) -> list[str]:
    """What is told of any of them."""
    every = list(findings)
    known = {
        key
        for key, (get, _) in _COLUMNS.items()
        if any(get(one) not in {None, False} for one in every)
    }
    return [key for key in _COLUMNS if key in known]


def _headings(shown: Sequence[str], context: PageContext) -> Iterator[Column]:
    for key in shown:
        unit = context.word("units.people") if key in _PEOPLE else ""
        yield column(context.label(key), _NUMBER, unit)


def asked_item(one: EvaluatedFinding, language: Language) -> str:
    """What a finding is about: a measure or policy by its name of that year, or an item."""
    match one.about:
        case PlanPart():
            return language.part(one.about, one.survey.fiscal_year)
        case Policy():
            return one.about.name
        case str():
            return one.about
    return language.word("survey.whole")


def _item(one: EvaluatedFinding, context: PageContext) -> Inline:
    name = asked_item(one, context.language)
    match one.about:
        case PlanPart():
            return Link(name, context.links.part(one.about.plan.id, one.about.id))
        case Policy():
            return Link(name, context.links.policy(one.about))
    return name


def of_questions(
    survey: EvaluatedSurvey, corrections: tuple[CorrectedValue, ...], context: PageContext
) -> Mapping[str, Mapping[str, Table | None]]:
    """The tables of each question: of its items, of its answers, of groups."""
    return {
        asked.question.id: {
            "items": _items(asked, corrections, context),
            "answers": _parts(asked, asked.answers, "answers", context),
            "groups": _parts(asked, asked.by_group, "groups", context),
        }
        for asked in survey.questions
    }


def _items(
    asked: EvaluatedQuestion, corrections: tuple[CorrectedValue, ...], context: PageContext
) -> Table | None:
    shown = _shown(asked.results)
    if not set(shown) - {"respondents"}:
        return None
    rows = (
        Row(
            (
                cells.header(_item(one, context), _corrected(one, corrections, context)),
                *(_COLUMNS[key][1](one, context) for key in shown),
            ),
            key=_key(one, context.language),
        )
        for one in asked.results
    )
    return _table(asked, "items", [context.word("survey.item")], shown, rows, context)


def _corrected(
    one: EvaluatedFinding, corrections: tuple[CorrectedValue, ...], context: PageContext
) -> Inline:
    if one.result.measure is None:
        return ""
    place = f"questions/{one.question.id}/results/{one.result.measure}"
    return corrected_mark(corrections, place, context.language)


def _table(  # noqa: PLR0913 - what a question's table is made of
    asked: EvaluatedQuestion,
    kind: str,
    names: Iterable[str],
    shown: Sequence[str],
    rows: Iterable[Row],
    context: PageContext,
) -> Table:
    question = asked.question
    columns = (*(column(name) for name in names), *_headings(shown, context))
    caption = context.word(f"survey.{kind}_caption", question=_one_line(question.question))
    data = context.links.data("survey_results", fiscal_year=asked.survey.fiscal_year)
    return context.table(f"{kind}-{question.id}", caption, columns, rows, data=data)


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def _parts(
    asked: EvaluatedQuestion,
    findings: Sequence[EvaluatedFinding],
    kind: str,
    context: PageContext,
) -> Table | None:
    """What was found of the answers or groups of each item."""
    if not findings:
        return None
    shown = _shown(findings)
    names = [context.word("survey.item"), context.word(f"survey.{kind}")]
    rows = _part_rows(findings, shown, lambda one: _item(one, context), context)
    return _table(asked, kind, names, shown, rows, context)


def _part_rows(
    findings: Iterable[EvaluatedFinding],
    shown: Sequence[str],
    name: Callable[[EvaluatedFinding], Inline],
    context: PageContext,
) -> Iterator[Row]:
    """Rows below what they have in common."""
    for _, grouped in groupby(findings, lambda one: id(one.result)):
        of_item = list(grouped)
        beside: tuple[Cell, ...] = (cells.header(name(of_item[0]), rows=len(of_item)),)
        for one in of_item:
            told = (_COLUMNS[key][1](one, context) for key in shown)
            key = f"{_key(one, context.language)}_{_part(one, context.language)}"
            yield Row((*beside, cells.text(_part(one, context.language)), *told), key=key)
            beside = ()


def _key(one: EvaluatedFinding, language: Language) -> str:
    """Which finding it is on a page: of which survey, of which question, about what."""
    year, question = one.survey.fiscal_year, one.question.id
    about = one.about.id if isinstance(one.about, (PlanPart, Policy)) else asked_item(one, language)
    return f"{year}_{question}_{about}"


def _part(one: EvaluatedFinding, language: Language) -> str:
    """Of whom or of which answer something was found."""
    if one.answer is not None:
        return language.word("formats.quoted", text=one.answer)
    return one.group.name if one.group else language.word("survey.everybody")


def asked_about(
    owner: Owner, name: str, context: PageContext, fiscal_year: FiscalYear | None = None
) -> Mapping[str, Table | None]:
    """What the questions of surveys found of a policy or measure, newest first.

    `fiscal_year`: of the survey of that year alone.
    """
    findings = context.evaluation.findings_about(owner, fiscal_year)
    if not findings:
        return {"asked": None}
    columns = (
        column(context.word("survey.question")),
        column(context.word("survey.groups")),
        *_headings(_shown(findings), context),
    )
    rows = _part_rows(findings, _shown(findings), lambda one: _asked(one, context), context)
    caption = context.word("survey.asked_caption", name=name)
    data = context.links.data("survey_results", owner)
    return {"asked": context.table("asked", caption, columns, rows, data=data)}


def _asked(one: EvaluatedFinding, context: PageContext) -> Inline:
    """A question, which leads to it, with its survey."""
    url = f"{context.links.survey(one.survey.fiscal_year)}#question-{one.question.id}"
    asks = context.word(f"asks.{one.question.asks}")
    return (
        Link(_one_line(one.question.question), url),
        BREAK,
        note(context.word("survey.asks_of", asks=asks, survey=one.survey.name)),
    )


def beside_importance(survey: EvaluatedSurvey, context: PageContext) -> Table | None:
    """Satisfaction beside importance, where both were asked of the same items."""
    pairs = survey.satisfaction_beside_importance
    if not pairs:
        return None
    key = "mean" if survey.beside_as_means else "share"
    columns = (
        column(context.word("survey.number"), _NUMBER),
        column(context.word("survey.item")),
        column(context.word(f"asks.{Asks.SATISFACTION}"), _NUMBER, context.label(key)),
        column(context.word(f"asks.{Asks.IMPORTANCE}"), _NUMBER, context.label(key)),
    )
    rows = (
        Row(
            (
                cells.number(number, context.language),
                cells.header(_item(satisfied, context)),
                cells.of(_COLUMNS[key][1](satisfied, context), Asks.SATISFACTION),
                cells.of(_COLUMNS[key][1](important, context), Asks.IMPORTANCE),
            ),
            key=_key(satisfied, context.language),
        )
        for number, (satisfied, important) in enumerate(pairs, start=1)
    )
    caption = context.word("survey.beside_caption", survey=survey.survey.name)
    data = context.links.data("survey_results", fiscal_year=survey.survey.fiscal_year)
    return context.table("beside", caption, columns, rows, data=data)
