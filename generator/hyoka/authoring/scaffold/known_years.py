"""What the records tell of a year that is only begun: what its sheet, row or survey takes over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hyoka.authoring.scaffold.known_values import (
    KnownValues,
    approach_lines,
    choices,
    document_lines,
    field_lines,
    known_document,
    list_lines,
    newest,
)
from hyoka.authoring.year_drafts import YearDraft
from hyoka.model import (
    Indicator,
    MeasureSheet,
    PlanPart,
    Policy,
    Project,
    ProjectYear,
    Records,
    Sheet,
    Survey,
)
from hyoka.units import FiscalYear
from hyoka.wording import Language


@dataclass(frozen=True)
class KnownYears:
    """The years that records have, from which a new one takes over."""

    language: Language
    records: Records

    def sheet(self, policy: Policy, fiscal_year: FiscalYear, last: Sheet | None) -> KnownValues:
        """What a policy's new sheet takes over from its `last` one."""
        begun = self._begun(policy.name, policy.indicators, fiscal_year, last)
        lines = list_lines("measures", (f"- {name}" for name in (last.measures if last else ())))
        lines |= list_lines("approaches", approach_lines(policy))
        lead = f"{last.lead.post} {last.lead.name}" if last and last.lead else None
        return self._with(begun, lines, "lead", lead, last)

    def measure_sheet(
        self, part: PlanPart, fiscal_year: FiscalYear, last: MeasureSheet | None
    ) -> KnownValues:
        """What a chapter's or measure's new sheet takes over from its `last` one."""
        begun = self._begun(part.name, part.described.indicators, fiscal_year, last)
        return self._with(begun, {}, "division", last.division if last else None, last)

    def _with(
        self,
        begun: KnownValues,
        lines: Mapping[str, Sequence[str]],
        key: str,
        before: str | None,
        last: Sheet | MeasureSheet | None,
    ) -> KnownValues:
        """The same with more lines; of a field, what it was `before` is noted."""
        notes = {key: (self._draft(last).earlier(before),)} if before else {}
        return KnownValues({**begun.values, **lines}, {**begun.notes, **notes}, begun.examples)

    def _begun(
        self,
        name: str,
        indicators: Sequence[Indicator],
        fiscal_year: FiscalYear,
        last: Sheet | MeasureSheet | None,
    ) -> KnownValues:
        """What every sheet has: its years and document, its projects and indicators."""
        offset = last.edition.year - last.fiscal_year.year if last else 1
        edition = fiscal_year.plus(offset)
        document, candidates = known_document(
            self.records.municipality, edition, name, self.language
        )
        lines = field_lines(fiscal_year=fiscal_year.year, edition=edition.year, document=document)
        lines |= list_lines("projects", (f"- {name}" for name in (last.projects if last else ())))
        lines |= list_lines(
            "indicators", self._draft(last).indicators(indicators, last.indicators if last else ())
        )
        draft, notes = self._draft(last), choices(self.records.municipality, self.language)
        examples = draft.evaluations(last) if last else {}
        for key in examples:
            notes[key] = (*filter(None, (draft.earlier(getattr(last, key)),)), *notes.get(key, ()))
        return KnownValues(lines, {"document": candidates, **notes}, examples)

    def _draft(self, last: Sheet | MeasureSheet | ProjectYear | Survey | None) -> YearDraft:
        """What takes over from the year before, if there is one."""
        year = last.fiscal_year if last else None
        return YearDraft(self.language, self.records.municipality, year)

    def project_year(
        self, project: Project, fiscal_year: FiscalYear
    ) -> tuple[list[str], Collection[str]]:
        """A year's lines, and which of the fields that it must have stand in them."""
        last = newest(project.years, fiscal_year)
        document, candidates = known_document(
            self.records.municipality, fiscal_year.plus(1), None, self.language
        )
        known = field_lines(document=document).get("document", ())
        rows = document_lines(known, candidates, self.language)
        rows += self._draft(last).project_year(last, project.indicators)
        written = ("fiscal_year", "document") if document else ("fiscal_year",)
        return [f"- fiscal_year: {fiscal_year}", *(f"  {row}" for row in rows)], written

    def measure_year(
        self, part: PlanPart, fiscal_year: FiscalYear
    ) -> tuple[list[str], Collection[str]]:
        """A year's lines in a list, and which of the fields that it must have stand in them."""
        last = newest(self.records.sheets_of_part(part), fiscal_year)
        begun = self._begun(part.name, part.described.indicators, fiscal_year, last)
        (year,), rows = begun.values["fiscal_year"], [*begun.values["edition"]]
        known = begun.values.get("document", ())
        rows += document_lines(known, begun.notes["document"], self.language)
        rows += [row for key in ("indicators", "projects") for row in begun.values.get(key, ())]
        rows += self._draft(last).measure_year(last) if last else ()
        return [f"- {year}", *(f"  {row}" for row in rows)], tuple(begun.values)

    def survey_notes(self, last: Survey | None) -> dict[str, Sequence[str]]:
        """What the last survey was, beside the fields of which a new one is told anew."""
        if last is None:
            return {}
        before = {
            "name": last.name,
            "respondents": str(last.respondents or ""),
            "measure_count": str(last.measure_count or ""),
            "results": self.language.word("formats.list").join(r.measure for r in last.results),
        }
        notes = {key: self._draft(last).earlier(told) for key, told in before.items() if told}
        return {key: (note,) for key, note in notes.items() if note}
