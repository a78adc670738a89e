"""A year in plain Japanese やさしい日本語: short sentences made by rule from its numbers.

After 出入国在留管理庁・文化庁「在留支援のためのやさしい日本語ガイドライン」: one thing a sentence,
です・ます, 西暦, everyday words.
"""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedYear
from hyoka.evaluation.figures import Status
from hyoka.model import Municipality
from hyoka.wording import Language

_NOT_ACHIEVED = (
    Status.IMPROVED,
    Status.UNCHANGED,
    Status.WORSENED,
    Status.UNDETERMINED,
    Status.NOT_JUDGED,
)


def plain(year: EvaluatedYear, municipality: Municipality, language: Language) -> str:
    """What a year was like, in one paragraph."""
    lead = language.word(
        "plain.planned_lead" if year.planned else "plain.lead",
        name=municipality.name,
        year=str(year.fiscal_year),
        next=str(year.fiscal_year.plus(1)),
    )
    if year.planned:
        return lead
    return "".join([lead, *_indicators(year, language), *_projects(year, municipality, language)])


def _indicators(year: EvaluatedYear, language: Language) -> Iterator[str]:
    counts = year.sheet_statuses
    if not (every := sum(counts.values())):
        return
    levels = language.levels_called(it.part for it in year.measures if it.indicators)
    called = [language.label("policy")] if sum(year.indicator_statuses.values()) else []
    of = language.word("formats.list").join([*called, *levels])
    yield language.word("plain.indicators", of=of, count=language.number(every))
    achieved = counts[Status.ACHIEVED]
    both = (year.indicators_missed, year.measures_missed)
    missed = sum(sum(its.values()) for its in both)
    none = "none_achieved" if missed else "none_compared"
    form = "all_achieved" if achieved == every else "achieved" if achieved else none
    yield language.word(f"plain.{form}", count=language.number(achieved))
    for status in _NOT_ACHIEVED:
        if counts[status]:
            yield language.word(f"plain.{status}", count=language.number(counts[status]))


def _projects(year: EvaluatedYear, municipality: Municipality, language: Language) -> Iterator[str]:
    total = year.money.total
    if not total.of:
        return
    count = language.number(total.of)
    yield language.word("plain.projects", name=municipality.name, count=count)
    if total.value is None:
        return
    yield language.word(
        "plain.money", money=language.rounded_amount(total.value, municipality.money_unit)
    )
    if total.excluded:
        yield language.word("plain.excluded", count=language.number(total.excluded))
