"""Of which records a year is begun, or filled in: those of divisions and policies that go on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hyoka.model import Project, Records
from hyoka.units import FiscalYear


class UnknownSelectionError(ValueError):
    """A division or a policy that no record has."""

    def __init__(self, option: str, name: str, known: Sequence[str]) -> None:
        """`option`: `division` or `policy`; `known`: those that there are."""
        super().__init__(name)
        self.option = option
        self.name = name
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected; of what is empty, all."""

    divisions: tuple[str, ...] = ()
    """Also those whose name begins so: 市民部 has 市民部 市民課."""
    policies: tuple[str, ...] = ()
    """Their ids."""

    def takes(self, division: str | None, policy: str | None) -> bool:
        """Whether it holds what this division answers for and belongs to this policy."""
        of_division = not self.divisions or (division or "").startswith(self.divisions)
        return of_division and (not self.policies or policy in self.policies)


EVERYTHING = Selection()


def refuse_unknown(records: Records, selection: Selection) -> None:
    """Refuse what was mistyped.

    Raises:
        UnknownSelectionError: no record has a division or a policy that is selected.
    """
    divisions = tuple(dict.fromkeys(filter(None, _divisions(records))))
    for name in selection.divisions:
        if not any(division.startswith(name) for division in divisions):
            raise UnknownSelectionError("division", name, divisions)
    policies = tuple(policy.id for policy in records.policies)
    for name in selection.policies:
        if name not in policies:
            raise UnknownSelectionError("policy", name, policies)


def successor_years(projects: Iterable[Project]) -> Mapping[str, FiscalYear]:
    """The first year of the projects that took a project's place, by its id."""
    found: dict[str, FiscalYear] = {}
    for succession in (it for project in projects for it in project.succeeds):
        known = found.get(succession.id, succession.fiscal_year)
        found[succession.id] = min(known, succession.fiscal_year)
    return found


def is_succeeded(project: Project, year: FiscalYear, successor: FiscalYear | None) -> bool:
    """Whether others have a project's place by a year, and none of its own years is as late.

    `successor`: the first year of those that took its place.
    """
    earlier = (it.fiscal_year for it in project.years if it.fiscal_year < year)
    return successor is not None and successor <= year and all(it < successor for it in earlier)


def _divisions(records: Records) -> Iterator[str | None]:
    """Every division that answers for a project, a policy or a measure."""
    yield from (project.division_in_charge for project in records.projects)
    yield from (policy.division for policy in records.policies)
    yield from (part.described.division for plan in records.plans for part in plan.parts)
    yield from (sheet.division for sheet in records.measure_sheets)
