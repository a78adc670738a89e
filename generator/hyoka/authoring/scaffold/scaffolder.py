"""Records, to which new ones are added."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from hyoka.authoring.field_reference import begun
from hyoka.authoring.scaffold.added_year import with_year
from hyoka.authoring.scaffold.drafts import RecordDraft, ScaffoldedFile
from hyoka.authoring.scaffold.known_values import (
    KnownValues,
    approach_lines,
    field_lines,
    is_about,
    list_lines,
    newest,
)
from hyoka.authoring.scaffold.record_arguments import RecordArguments, ScaffoldError
from hyoka.authoring.schema import schema
from hyoka.authoring.year_drafts import PENDING, YearDraft
from hyoka.content import Content
from hyoka.content.documents import YamlDocument, read_document
from hyoka.content.placeholders import placeholder
from hyoka.content.record_paths import FILE_KINDS, MUNICIPALITY, path_of
from hyoka.content.records import read_records
from hyoka.model import (
    EVALUATION_FIELDS,
    EvaluationStep,
    Indicator,
    MeasureSheet,
    NextAction,
    Plan,
    PlanPart,
    Policy,
    Project,
    ProjectYear,
    RatingScale,
    Record,
    Records,
    Sheet,
    Survey,
)
from hyoka.units import FiscalYear
from hyoka.urls import measure_path, policy_path
from hyoka.wording import Language

_DOCUMENT = placeholder(str(ProjectYear.model_fields["document"].title))
"""What stands there where no document is known."""
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
            ScaffoldError: there is no `municipality.yml` that can be read.
        """
        records = read_records(content).records
        if MUNICIPALITY in records.unread:
            raise ScaffoldError(language.word("new.no_municipality"))
        return cls(language, records, content, folder, schemas)

    @property
    def _typed(self) -> RecordArguments:
        return RecordArguments(self.folder, self.language, self.records)

    # Each of these raises `ScaffoldError` where the record cannot be made.

    def plan(self, identifier: str, name: str) -> ScaffoldedFile:
        """A new plan, beginning where the newest one ends."""
        path = self._new_file(f"plans/{self._typed.id(identifier)}.yml")
        last = self._newest_plan()
        first_year = last.last_year.year + 1 if last else None
        return self._write(Plan, path, KnownValues(field_lines(name=name, first_year=first_year)))

    def policy(self, identifier: str, name: str) -> ScaffoldedFile:
        """A new policy, numbered after the last one, in the newest plan."""
        path = self._new_file(f"policies/{self._typed.id(identifier)}/policy.yml")
        number = max((policy.number for policy in self.records.policies), default=0) + 1
        plan = self._newest_plan()
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
        plan = self._newest_plan()
        lines = field_lines(fiscal_year=fiscal_year.year, name=name, plan=plan.id if plan else None)
        if last is not None:
            lines |= field_lines(plan=last.plan, question=last.question, method=last.method)
        notes = self._survey_notes(last)
        return self._write(Survey, path, KnownValues(lines, notes))

    def sheet(self, policy_id: str, year: str) -> ScaffoldedFile:
        """A policy's new sheet, with what the newest earlier one lists."""
        policy, fiscal_year = self._typed.policy(policy_id), self._typed.year(year)
        path = self._new_file(f"policies/{policy.id}/{fiscal_year}.yml")
        last = newest(self._sheets_of(policy), fiscal_year)
        listed = self._without_year(last.projects if last else (), fiscal_year)
        return self._write(Sheet, path, self._sheet(policy, fiscal_year, last), listed)

    def next_sheet(self, page: str) -> RecordDraft | None:
        """The next sheet of the policy or measure whose page lies at `page`, to be filled in.

        Nothing is written: it is what a form on the web begins with. There is none for another
        page, after the plan's last year, and of a measure that never had one.
        """
        for policy in self.records.policies:
            if policy_path(policy) == page:
                return self._next_of_policy(policy)
        parts = (part for plan in self.records.plans for part in plan.parts)
        found = next((part for part in parts if measure_path(part) == page), None)
        return self._next_of_measure(found) if found else None

    def _next_of_policy(self, policy: Policy) -> RecordDraft | None:
        last = newest(self._sheets_of(policy))
        plan = next(plan for plan in self.records.plans if plan.id == policy.plan)
        year = last.fiscal_year.plus(1) if last else self._newest_year(plan)
        if year > plan.last_year:
            return None
        filled = self._sheet(policy, year, last)
        return self._begin(Sheet, f"policies/{policy.id}/{year}.yml", filled)

    def _newest_year(self, plan: Plan) -> FiscalYear:
        """The newest year of which one of the plan's policies has a sheet, else its first one."""
        of_plan = {policy.id for policy in self.records.policies if policy.plan == plan.id}
        years = (s.fiscal_year for s in self.records.sheets if s.policy in of_plan)
        return max(years, default=plan.first_year)

    def _next_of_measure(self, part: PlanPart) -> RecordDraft | None:
        last = newest(self._sheets_of_part(part))
        if last is None or last.fiscal_year >= part.plan.last_year:
            return None
        year = last.fiscal_year.plus(1)
        filled = self._measure_sheet(part, year, last)
        return self._begin(MeasureSheet, f"measures/{part.plan.id}/{part.id}/{year}.yml", filled)

    def _begin(self, noun: type[Record], path: str, filled: KnownValues) -> RecordDraft:
        explained = "\n".join([*self._template(noun, filled, every=False), ""])
        lines = (line for key in noun.model_fields for line in filled.values.get(key, ()))
        bare = [line for line in lines if not line.lstrip().startswith("#")]
        return RecordDraft(path, (explained, "\n".join([*bare, ""])))

    def measure_sheet(self, plan_id: str, measure_id: str, year: str) -> ScaffoldedFile:
        """A chapter's or measure's new sheet, with what the newest earlier one lists."""
        part, fiscal_year = self._typed.part(plan_id, measure_id), self._typed.year(year)
        path = self._new_file(f"measures/{part.plan.id}/{part.id}/{fiscal_year}.yml")
        last = newest(self._sheets_of_part(part), fiscal_year)
        listed = self._without_year(last.projects if last else (), fiscal_year)
        filled = self._measure_sheet(part, fiscal_year, last)
        return self._write(MeasureSheet, path, filled, listed)

    def year(self, project_id: str, year: str) -> ScaffoldedFile:
        """A project's new year, its indicators pending; the rest of its file stays as it is."""
        project, fiscal_year = self._typed.project(project_id), self._typed.year(year)
        if any(row.fiscal_year == fiscal_year for row in project.years):
            phrase = self.language.short_year(fiscal_year)
            raise ScaffoldError(self.language.word("new.year_exists", id=project.id, year=phrase))
        path = path_of(project)
        entry = next(entry for entry in self.content.entries if entry.path == path)
        document = read_document(entry, path)
        assert isinstance(document, YamlDocument)  # noqa: S101 - the project was read of it
        rows, written = self._project_year(project, fiscal_year)
        text = with_year((entry.data or b"").decode("utf-8"), document, rows)
        if text is None:
            file = str(self.folder / path)
            raise ScaffoldError(self.language.word("new.years_not_a_list", file=file))
        return ScaffoldedFile(path, text, self._next(ProjectYear, written, rows), is_new=False)

    # What is known already.

    def _sheets_of(self, policy: Policy) -> Iterator[Sheet]:
        return (sheet for sheet in self.records.sheets if sheet.policy == policy.id)

    def _sheets_of_part(self, part: PlanPart) -> Iterator[MeasureSheet]:
        of = (part.plan.id, part.id)
        return (sheet for sheet in self.records.measure_sheets if (sheet.plan, sheet.measure) == of)

    def _sheet(self, policy: Policy, fiscal_year: FiscalYear, last: Sheet | None) -> KnownValues:
        begun = self._begun(policy.name, policy.indicators, fiscal_year, last)
        lines = list_lines("measures", (f"- {name}" for name in (last.measures if last else ())))
        lines |= list_lines("approaches", approach_lines(policy))
        notes: dict[str, Sequence[str]] = {}
        if last is not None and last.lead is not None:
            lead = f"{last.lead.post} {last.lead.name}"
            notes["lead"] = (self._draft(last).earlier(lead),)
        return KnownValues({**begun.values, **lines}, {**begun.notes, **notes}, begun.examples)

    def _measure_sheet(
        self, part: PlanPart, fiscal_year: FiscalYear, last: MeasureSheet | None
    ) -> KnownValues:
        begun = self._begun(part.name, part.described.indicators, fiscal_year, last)
        notes: dict[str, Sequence[str]] = {}
        if last is not None and last.division is not None:
            notes["division"] = (self._draft(last).earlier(last.division),)
        return KnownValues(begun.values, {**begun.notes, **notes}, begun.examples)

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
        document, candidates = self._document(edition, name)
        lines = field_lines(fiscal_year=fiscal_year.year, edition=edition.year, document=document)
        lines |= list_lines("projects", (f"- {name}" for name in (last.projects if last else ())))
        lines |= list_lines(
            "indicators", self._draft(last).indicators(indicators, last.indicators if last else ())
        )
        draft, notes = self._draft(last), self._choices()
        examples = draft.evaluations(last) if last else {}
        for key in examples:
            notes[key] = (*filter(None, (draft.earlier(getattr(last, key)),)), *notes.get(key, ()))
        return KnownValues(lines, {"document": candidates, **notes}, examples)

    def _choices(self) -> dict[str, Sequence[str]]:
        """What an evaluation and what is decided after it choose from, where that is declared."""
        city = self.records.municipality
        scales = self._named(city.rating_scales)
        actions = self._named(city.next_actions)
        notes: dict[str, Sequence[str]] = {}
        if scales:
            told = (self.language.word("new.scales", known=scales),)
            notes |= dict.fromkeys(EVALUATION_FIELDS, told)
        if steps := self._named(city.evaluation_steps):
            told = (self.language.word("new.steps", known=steps),)
            notes["evaluations"] = (*told, *notes.get("evaluations", ()))
        if actions:
            notes["next_action"] = (self.language.word("new.choose", known=actions),)
        return notes

    def _named(self, choices: Sequence[EvaluationStep | NextAction | RatingScale]) -> str:
        named = (f"{choice.id}（{choice.name}）" for choice in choices)
        return self.language.word("formats.list").join(named)

    def _known(self) -> Mapping[str, str]:
        """What may stand in an evaluation before it is written."""
        scales = self.records.municipality.rating_scales
        return {"scale": scales[0].id} if scales else {}

    def _draft(self, last: Sheet | MeasureSheet | ProjectYear | Survey | None) -> YearDraft:
        """What takes over from the year before, if there is one."""
        year = last.fiscal_year if last else None
        return YearDraft(self.language, self.records.municipality, year)

    def _project_year(
        self, project: Project, fiscal_year: FiscalYear
    ) -> tuple[list[str], Collection[str]]:
        """A year's lines, and which of the fields that it must have stand in them."""
        last = newest(project.years, fiscal_year)
        document, candidates = self._document(fiscal_year.plus(1), None)
        must = "" if document else self.language.word("new.must")
        rows = [f"# {must}{line}" for line in candidates]
        rows += [f"document: {document}"] if document else [f"# document: {_DOCUMENT}"]
        rows += self._draft(last).project_year(last, project.indicators)
        written = ("fiscal_year", "document") if document else ("fiscal_year",)
        return [f"- fiscal_year: {fiscal_year}", *(f"  {row}" for row in rows)], written

    def _survey_notes(self, last: Survey | None) -> dict[str, Sequence[str]]:
        if last is None:
            return {}
        before = {
            "name": last.name,
            "respondents": str(last.respondents),
            "measure_count": str(last.measure_count),
            "results": self.language.word("formats.list").join(r.measure for r in last.results),
        }
        return {key: (self._draft(last).earlier(told),) for key, told in before.items()}

    def _document(
        self, edition: FiscalYear, name: str | None
    ) -> tuple[str | None, tuple[str, ...]]:
        """The one document that the values must come from, and what to say about it.

        `name`: of the policy or measure whose sheet it holds, where it must hold one.
        """
        found = [d for d in self.records.municipality.documents if d.edition == edition]
        fitting = [d for d in found if is_about(d, name)]
        word, year = self.language.word, self.language.short_year(edition)
        if len(fitting) == 1:
            return fitting[0].id, (word("new.document", title=fitting[0].title),)
        known = word("formats.list").join(f"{d.id}（{d.title}）" for d in found)
        form = "documents" if known else "no_document"
        return None, (word(f"new.{form}", year=year, known=known),)

    def _newest_plan(self) -> Plan | None:
        return max(self.records.plans, key=lambda plan: plan.last_year, default=None)

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
        lines = [*self._modeline(noun, path), *self._template(noun, filled)]
        text = "\n".join([*lines, ""])
        return ScaffoldedFile(path, text, self._next(noun, filled.values, lines, more))

    def _modeline(self, noun: type[Record], path: str) -> Iterator[str]:
        """The line that tells an editor of the schema, where there is one beside the folder."""
        if way := self.schemas.get(_name(noun)):
            yield f"# yaml-language-server: $schema={'../' * path.count('/')}{way}"

    def _template(
        self, noun: type[Record], filled: KnownValues, *, every: bool = True
    ) -> Iterator[str]:
        """The record's lines; not of `every` field: of those that are known or must be written."""
        kind = next(kind for kind in FILE_KINDS if kind.noun is noun)
        made = schema(kind, self.language)
        word = self.language.word
        yield f"# {word('new.heading', noun=made['title'])}"
        for key, part in made["properties"].items():
            lines = filled.values.get(key)
            must = lines is None and key in made["required"]
            if not (every or lines or must):
                continue
            text = word("new.must") if must else ""
            yield f"# {text}{word('new.field', title=part['title'], text=part['description'])}"
            yield from (f"# {note}" for note in filled.notes.get(key, ()))
            if lines is None:
                shown = filled.examples.get(key) or begun(
                    key, part, made["definitions"], self.language, self._known()
                )
                yield from (f"# {line}" for line in shown)
            else:
                yield from lines

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
        lacking = [
            word("new.lacking", title=str(info.title), key=key)
            for key, info in fields
            if info.is_required() and key not in {*written, *named}
        ]
        pending = [word("new.pending")] if any(PENDING in line for line in lines) else []
        return (*lacking, *pending, *more, word("new.check", option=self._option()))

    def _option(self) -> str:
        return "" if self.folder == _FOLDER else f" --content {self.folder}"


def _name(noun: type[Record]) -> str:
    return next(kind.name for kind in FILE_KINDS if kind.noun is noun)
