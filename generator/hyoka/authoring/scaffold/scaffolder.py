"""Records, to which new ones are added."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from hyoka.authoring.scaffold.added_year import with_year
from hyoka.authoring.scaffold.drafts import RecordDraft, ScaffoldedFile
from hyoka.authoring.scaffold.known_values import (
    KnownValues,
    field_lines,
    newest,
    newest_plan,
)
from hyoka.authoring.scaffold.known_years import KnownYears
from hyoka.authoring.scaffold.record_arguments import RecordArguments, ScaffoldError
from hyoka.authoring.scaffold.survey_lines import carried_over
from hyoka.authoring.scaffold.templates import template
from hyoka.authoring.year_drafts import PENDING
from hyoka.content import Content
from hyoka.content.documents import YamlDocument, read_document
from hyoka.content.record_paths import FILE_KINDS, MUNICIPALITY, path_of
from hyoka.content.records import read_records
from hyoka.model import (
    ListedMeasureSheet,
    MeasureSheet,
    MeasureSheetBody,
    MeasureYears,
    Plan,
    PlanPart,
    Policy,
    Project,
    ProjectYear,
    Recommendation,
    Record,
    Records,
    Sheet,
    Survey,
)
from hyoka.units import FiscalYear
from hyoka.urls import measure_path, policy_path
from hyoka.wording import Language

_FOLDER = PurePath("content")
"""What the folder of the records is called unless somebody says otherwise."""


@dataclass(frozen=True)
class RecordScaffolder:
    """Records, to which new ones are added; nothing is written here."""

    language: Language
    records: Records
    content: Content = Content("content", ())  # noqa: RUF009 - frozen
    """What the records were read of."""
    folder: PurePath = _FOLDER
    """What its folder is called by whoever works there."""
    schemas: Mapping[str, str] = field(default_factory=dict)
    """Of the JSON Schemas that lie beside the folder, the way from the folder to each, by name."""

    @classmethod
    def at(
        cls,
        content: Content,
        language: Language,
        folder: PurePath = _FOLDER,
        schemas: Mapping[str, str] = {},
    ) -> "RecordScaffolder":
        """The desk of the content.

        Raises:
            ScaffoldError: there is no `municipality.yml` that can be read, or it is of a newer
                format.
        """
        reading = read_records(content)
        records = reading.records
        if reading.newer:
            raise ScaffoldError(language.message(reading.newer))
        if MUNICIPALITY in records.unread:
            raise ScaffoldError(language.word("new.no_municipality"))
        return cls(language, records, content, folder, schemas)

    @property
    def _typed(self) -> RecordArguments:
        return RecordArguments(self.folder, self.language, self.records)

    @property
    def _years(self) -> KnownYears:
        return KnownYears(self.language, self.records)

    # Each of these raises `ScaffoldError` where the record cannot be made.

    def plan(self, identifier: str, name: str) -> ScaffoldedFile:
        """A new plan, beginning where the newest one ends."""
        path = self._new_file(f"plans/{self._typed.id(identifier)}.yml")
        last = newest_plan(self.records)
        first_year = last.last_year.year + 1 if last else None
        return self._write(Plan, path, KnownValues(field_lines(name=name, first_year=first_year)))

    def policy(self, identifier: str, name: str) -> ScaffoldedFile:
        """A new policy, numbered after the last one, in the newest plan."""
        path = self._new_file(f"policies/{self._typed.id(identifier)}/policy.yml")
        number = max((policy.number for policy in self.records.policies), default=0) + 1
        plan = newest_plan(self.records)
        lines = field_lines(number=number, name=name, plan=plan.id if plan else None)
        return self._write(Policy, path, KnownValues(lines))

    def project(self, identifier: str, name: str, policy: str | None) -> ScaffoldedFile:
        """A new project."""
        path = self._new_file(f"projects/{self._typed.id(identifier)}.yml")
        if policy is not None:
            self._typed.policy(policy)
        return self._write(Project, path, KnownValues(field_lines(name=name, policy=policy)))

    def survey(self, year: str, name: str | None) -> ScaffoldedFile:
        """A new survey, with the question of the newest earlier one."""
        fiscal_year = self._typed.year(year)
        path = self._new_file(f"surveys/{fiscal_year}.yml")
        last = newest(self.records.surveys, fiscal_year)
        plan = newest_plan(self.records)
        lines = field_lines(fiscal_year=fiscal_year.year, name=name, plan=plan.id if plan else None)
        if last is not None:
            lines |= field_lines(plan=last.plan, question=last.question, method=last.method)
            lines |= carried_over(last)
        counted = ("respondents", "measure_count")[: 1 if last and not last.question else 2]
        filled = KnownValues(lines, self._years.survey_notes(last))
        return self._write(Survey, path, filled, self._lacking(Survey, counted))

    def recommendation(self, identifier: str, title: str) -> ScaffoldedFile:
        """A new recommendation, without a response yet."""
        path = self._new_file(f"recommendations/{self._typed.id(identifier)}.yml")
        return self._write(Recommendation, path, KnownValues(field_lines(title=title)))

    def sheet(self, policy_id: str, year: str) -> ScaffoldedFile:
        """A policy's new sheet, with what the newest earlier one lists."""
        policy, fiscal_year = self._typed.policy(policy_id), self._typed.year(year)
        path = self._new_file(f"policies/{policy.id}/{fiscal_year}.yml")
        last = newest(self.records.sheets_of(policy), fiscal_year)
        listed = self._without_year(last.projects if last else (), fiscal_year)
        return self._write(Sheet, path, self._years.sheet(policy, fiscal_year, last), listed)

    def next_sheet(self, page: str) -> RecordDraft | None:
        """The next sheet of the policy or measure whose page lies at `page`, to be filled in.

        Nothing is written: it is what a form on the web begins with. There is none for another
        page, after the plan's last year, of a measure that never had one, and of one whose years
        stand in one file.
        """
        for policy in self.records.policies:
            if policy_path(policy) == page:
                return self._next_of_policy(policy)
        parts = (part for plan in self.records.plans for part in plan.parts)
        found = next((part for part in parts if measure_path(part) == page), None)
        return self._next_of_measure(found) if found else None

    def _next_of_policy(self, policy: Policy) -> RecordDraft | None:
        last = newest(self.records.sheets_of(policy))
        plan = next(plan for plan in self.records.plans if plan.id == policy.plan)
        year = last.fiscal_year.plus(1) if last else self._newest_year(plan)
        if year > plan.last_year:
            return None
        filled = self._years.sheet(policy, year, last)
        return self._begin(Sheet, f"policies/{policy.id}/{year}.yml", filled)

    def _newest_year(self, plan: Plan) -> FiscalYear:
        """The newest year of which one of the plan's policies has a sheet, else its first one."""
        of_plan = {policy.id for policy in self.records.policies if policy.plan == plan.id}
        years = (s.fiscal_year for s in self.records.sheets if s.policy in of_plan)
        return max(years, default=plan.first_year)

    def _next_of_measure(self, part: PlanPart) -> RecordDraft | None:
        last = newest(self.records.sheets_of_part(part))
        in_list = isinstance(last, ListedMeasureSheet)
        if last is None or in_list or last.fiscal_year >= part.plan.last_year:
            return None
        year = last.fiscal_year.plus(1)
        filled = self._years.measure_sheet(part, year, last)
        return self._begin(MeasureSheet, f"measures/{part.plan.id}/{part.id}/{year}.yml", filled)

    def _begin(self, noun: type[Record], path: str, filled: KnownValues) -> RecordDraft:
        explained = "\n".join(
            [*template(noun, filled, self.language, self._known(), every=False), ""]
        )
        lines = (line for key in noun.model_fields for line in filled.values.get(key, ()))
        bare = [line for line in lines if not line.lstrip().startswith("#")]
        return RecordDraft(path, (explained, "\n".join([*bare, ""])))

    def measure_sheet(self, plan_id: str, measure_id: str, year: str) -> ScaffoldedFile:
        """A chapter's or measure's new sheet, with what the newest earlier one lists.

        Where all its years stand in one file, it is a year more there.
        """
        part, fiscal_year = self._typed.part(plan_id, measure_id), self._typed.year(year)
        if listed_years := self._list_of(part):
            return self._listed_year(part, fiscal_year, listed_years)
        path = self._new_file(f"measures/{part.plan.id}/{part.id}/{fiscal_year}.yml")
        last = newest(self.records.sheets_of_part(part), fiscal_year)
        listed = self._without_year(last.projects if last else (), fiscal_year)
        filled = self._years.measure_sheet(part, fiscal_year, last)
        return self._write(MeasureSheet, path, filled, listed)

    def measure_years(self, plan_id: str, measure_id: str, year: str) -> ScaffoldedFile:
        """A file for all years of a chapter or measure, with its first one."""
        part, fiscal_year = self._typed.part(plan_id, measure_id), self._typed.year(year)
        path = self._new_file(f"measures/{part.plan.id}/{part.id}/years.yml")
        rows, written = self._years.measure_year(part, fiscal_year)
        filled = KnownValues({"years": ["years:", *(f"  {row}" for row in rows)]})
        made = self._write(MeasureYears, path, filled)
        return replace(made, next=self._next(MeasureSheetBody, written, rows))

    def _list_of(self, part: PlanPart) -> MeasureYears | None:
        of = (part.plan.id, part.id)
        self._typed.must_be_read(f"measures/{part.plan.id}/{part.id}/years.yml")
        return next((y for y in self.records.measure_years if (y.plan, y.measure) == of), None)

    def _listed_year(
        self, part: PlanPart, fiscal_year: FiscalYear, listed: MeasureYears
    ) -> ScaffoldedFile:
        self._refuse_again(part.id, fiscal_year, listed.years)
        last = newest(self.records.sheets_of_part(part), fiscal_year)
        more = self._without_year(last.projects if last else (), fiscal_year)
        made = self._years.measure_year(part, fiscal_year)
        return self._added(path_of(listed), MeasureSheetBody, *made, more)

    def year(self, project_id: str, year: str) -> ScaffoldedFile:
        """A project's new year, its indicators pending; the rest of its file stays as it is."""
        project, fiscal_year = self._typed.project(project_id), self._typed.year(year)
        self._refuse_again(project.id, fiscal_year, project.years)
        return self._added(
            path_of(project), ProjectYear, *self._years.project_year(project, fiscal_year)
        )

    def _refuse_again(
        self, identifier: str, year: FiscalYear, years: Iterable[ProjectYear | MeasureSheetBody]
    ) -> None:
        """Refuse a year that is there already."""
        if any(row.fiscal_year == year for row in years):
            phrase = self.language.short_year(year)
            raise ScaffoldError(self.language.word("new.year_exists", id=identifier, year=phrase))

    def _added(
        self,
        path: str,
        noun: type[Record],
        rows: list[str],
        written: Collection[str],
        more: Iterable[str] = (),
    ) -> ScaffoldedFile:
        """The file at `path` with a year more in its list."""
        entry = next(entry for entry in self.content.entries if entry.path == path)
        document = read_document(entry, path)
        assert isinstance(document, YamlDocument)  # noqa: S101 - a record was read of it
        text = with_year((entry.data or b"").decode("utf-8"), document, rows)
        if text is None:
            file = str(self.folder / path)
            raise ScaffoldError(self.language.word("new.years_not_a_list", file=file))
        return ScaffoldedFile(path, text, self._next(noun, written, rows, more), is_new=False)

    # What is known already, and what is still to be done.

    def _known(self) -> Mapping[str, str]:
        """What may stand in an evaluation before it is written."""
        scales = self.records.municipality.rating_scales
        return {"scale": scales[0].id} if scales else {}

    def _without_year(self, projects: Iterable[str], year: FiscalYear) -> Iterator[str]:
        """What to do about the listed projects that have no row of the year yet."""
        known = {p.id: {row.fiscal_year for row in p.years} for p in self.records.projects}
        lacking = [name for name in projects if year not in known.get(name, {year})]
        if lacking:
            yield self.language.word("new.projects_without_year", year=str(year))
            yield from (f"  hyoka new year {name} {year}{self._option()}" for name in lacking)

    def _new_file(self, path: str) -> str:
        if any(entry.path == path for entry in self.content.entries):
            raise ScaffoldError(self.language.word("new.exists", file=str(self.folder / path)))
        return path

    # What is to be written.

    def _write(
        self, noun: type[Record], path: str, filled: KnownValues, more: Iterable[str] = ()
    ) -> ScaffoldedFile:
        lines = [*self._modeline(noun, path), *template(noun, filled, self.language, self._known())]
        text = "\n".join([*lines, ""])
        return ScaffoldedFile(path, text, self._next(noun, filled.values, lines, more))

    def _modeline(self, noun: type[Record], path: str) -> Iterator[str]:
        """The line that tells an editor of the schema, where there is one beside the folder."""
        if way := self.schemas.get(_name(noun)):
            yield f"# yaml-language-server: $schema={'../' * path.count('/')}{way}"

    def _next(
        self,
        noun: type[Record],
        written: Collection[str],
        lines: Sequence[str],
        more: Iterable[str] = (),
    ) -> tuple[str, ...]:
        """What is still to be written, `more` there is to do, and how to see it."""
        word, fields = self.language.word, noun.model_fields.items()
        named = next((kind.from_name for kind in FILE_KINDS if kind.noun is noun), frozenset())
        must = (key for key, info in fields if info.is_required())
        lacking = self._lacking(noun, (key for key in must if key not in {*written, *named}))
        pending = [word("new.pending")] if any(PENDING in line for line in lines) else []
        return (*lacking, *pending, *more, word("new.check", option=self._option()))

    def _lacking(self, noun: type[Record], keys: Iterable[str]) -> Iterator[str]:
        """The fields that are still to be written."""
        for key in keys:
            title = self.language.titled(str(noun.model_fields[key].title))
            yield self.language.word("new.lacking", title=title, key=key)

    def _option(self) -> str:
        return "" if self.folder == _FOLDER else f" --content {self.folder}"


def _name(noun: type[Record]) -> str:
    return next(kind.name for kind in FILE_KINDS if kind.noun is noun)
