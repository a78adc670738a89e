"""What was typed to name a record: an id, a fiscal year, a policy, a measure, a project."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath

from hyoka.model import PlanPart, Policy, Project, Records, id_problem
from hyoka.units import FiscalYear
from hyoka.wording import Language

_TOLD = ("message", "hint")
"""What is said of a problem."""


class ScaffoldError(Exception):
    """A record that cannot be made, with the reason in words."""


@dataclass(frozen=True)
class RecordArguments:
    """Finds among the records what was typed; raises `ScaffoldError` where there is none."""

    folder: PurePath
    """What the folder of the records is called by whoever works there."""
    language: Language
    records: Records

    def id(self, identifier: str) -> str:
        """What can be the id of a new record."""
        if rule := id_problem(identifier):
            word = self.language.word
            told = [word(f"problems.{rule}.{of}", got=identifier) for of in _TOLD]
            raise ScaffoldError("".join(told))
        return identifier

    def year(self, year: str) -> FiscalYear:
        """A fiscal year, as it is written in Japan or by its number."""
        try:
            return FiscalYear.parse(year)
        except ValueError:
            word = self.language.word
            message = word("problems.fiscal_year.message", got=year)
            raise ScaffoldError(message + word("problems.fiscal_year.hint")) from None

    def policy(self, identifier: str) -> Policy:
        """A policy, by its id."""
        known = {policy.id: policy for policy in self.records.policies}
        self.must_be_read(f"policies/{identifier}/policy.yml")
        if identifier not in known:
            raise self._unknown("policy", identifier, list(known))
        return known[identifier]

    def part(self, plan_id: str, identifier: str) -> PlanPart:
        """A plan's chapter or measure, by their ids."""
        plans = {plan.id: plan for plan in self.records.plans}
        self.must_be_read(f"plans/{plan_id}.yml")
        if plan_id not in plans:
            raise self._unknown("plan", plan_id, list(plans))
        known = {part.id: part for part in plans[plan_id].parts}
        if identifier not in known:
            raise self._unknown("part", identifier, list(known))
        return known[identifier]

    def project(self, identifier: str) -> Project:
        """A project, by its id."""
        known = {project.id: project for project in self.records.projects}
        self.must_be_read(f"projects/{identifier}.yml")
        if identifier not in known:
            raise self._unknown("project", identifier, list(known))
        return known[identifier]

    def must_be_read(self, path: str) -> None:
        """Refuse a file that is there and could not be read."""
        if path in self.records.unread:
            raise ScaffoldError(self.language.word("new.unread", file=str(self.folder / path)))

    def _unknown(self, noun: str, identifier: str, known: list[str]) -> ScaffoldError:
        word = self.language.word
        guess = get_close_matches(identifier, known, n=1)
        rule = "misspelt_id" if guess else "unknown_id"
        shown = word("formats.list").join(known) or self.language.word("absent")
        message = word(f"problems.{rule}.message", id=identifier, noun=word(f"nouns.{noun}"))
        hint = word(
            f"problems.{rule}.hint", guess="".join(guess), noun=word(f"nouns.{noun}"), known=shown
        )
        return ScaffoldError(message + hint)
