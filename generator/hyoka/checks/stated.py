"""What a sheet states of an indicator's year, beside what its own numbers make."""

from collections import defaultdict
from collections.abc import Iterator

from hyoka.checks.indicators import ActualRow, rows_of
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import Node, evaluate_indicator, rounding_rules
from hyoka.model import Records
from hyoka.problems import Finding


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def achieved_otherwise(records: Records) -> Iterator[Finding]:
    """A sheet that says the target was reached where its numbers say it was not, or the reverse."""
    by_indicator: dict[Node, list[ActualRow]] = defaultdict(list)
    for row in rows_of(records):
        by_indicator[row.node].append(row)
    manner = rounding_rules(records.municipality, records.municipality.decimals.policy_rate)
    for rows in by_indicator.values():
        if all(row.row.achieved is None for row in rows):
            continue
        years = evaluate_indicator(
            rows[0].indicator, {row.fiscal_year: row.row for row in rows}, manner
        )
        met = {year.fiscal_year: year.judgement.target_met for year in years}
        for row in rows:
            if None not in (row.row.achieved, met[row.fiscal_year]) and (
                row.row.achieved is not met[row.fiscal_year]
            ):
                values = {"achieved": str(row.row.achieved).lower()}
                place = (*row.place, "achieved")
                yield Finding(path_of(row.record), place, "achieved_otherwise", values)
