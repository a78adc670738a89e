"""The sheets of a year's workbook, made of the records as they are now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hyoka.authoring.scaffold.known_values import known_document
from hyoka.authoring.selection import EVERYTHING, Selection
from hyoka.checks.targets import JUDGED_IN_YEAR
from hyoka.content.builder import Plain
from hyoka.model import (
    EVALUATION_FIELDS,
    Evaluation,
    GroupYear,
    Indicator,
    IndicatorYear,
    MeasureSheet,
    ProjectYear,
    Record,
    Records,
    Sheet,
    SheetKind,
    StepEvaluation,
)
from hyoka.units import FiscalYear
from hyoka.wording import Language
from hyoka.workbook.columns import ColumnMaker, used_fields
from hyoka.workbook.fields import PROSE, Field, missing_at, number_at, plain, value_at
from hyoka.workbook.layout import (
    LONGEST_TEXT,
    REASON,
    ROW_KEY,
    CellKind,
    Column,
    Place,
    Role,
    Row,
    Workbook,
    WorkbookCell,
    WorkbookSheet,
    bulleted,
    items_of,
    row_key,
)
from hyoka.workbook.subjects import Item, Subject, subjects_of

_KINDS = (SheetKind.PROJECT, SheetKind.POLICY, SheetKind.MEASURE)
_EXACT_DIGITS = 15
"""So many digits Excel keeps of a number."""


def workbook_of(
    records: Records, year: FiscalYear, language: Language, selection: Selection = EVERYTHING
) -> Workbook:
    """The workbook of a year.

    Raises:
        UnknownSelectionError: no record has a division or a policy that is selected.
    """
    municipality = records.municipality
    subjects = subjects_of(records, year, selection)
    maker = SheetMaker(ColumnMaker(municipality, language, year))
    sheets = maker.sheets(subjects)
    return Workbook(municipality.code, municipality.name, year, tuple(sheets))


@dataclass(frozen=True)
class SheetMaker:
    """Makes the sheets of what is to be filled in."""

    columns: ColumnMaker

    @property
    def language(self) -> Language:
        """That of the headings."""
        return self.columns.language

    def sheets(self, subjects: Sequence[Subject]) -> Iterator[WorkbookSheet]:
        """Those that have any rows."""
        made = [
            self.of_items("project_years", self.owners(subjects, SheetKind.PROJECT)),
            self.of_items("policy_years", self.owners(subjects, SheetKind.POLICY)),
            self.of_items("measure_years", self.owners(subjects, SheetKind.MEASURE)),
            self.of_items("indicator_years", [*self.indicators(subjects)]),
            self.of_items("group_years", [*self.groups(subjects)]),
            self.of_items("evaluations", [*self.evaluations(subjects)]),
            self.texts(subjects),
        ]
        return (sheet for sheet in made if sheet.rows)

    def of_items(self, key: str, items: Sequence[Item]) -> WorkbookSheet:
        """A sheet with a row an item; the years' own texts stand in a sheet of theirs."""
        years = [year for item in items for year in item.years]
        of_years = key in {"project_years", "policy_years", "measure_years"}
        taken = frozenset(CellKind) - PROSE if of_years else None
        actions = [it.id for it in self.columns.municipality.next_actions]
        chosen = [("next_actions", action, "id") for action in actions]
        fields = used_fields(items[0].noun, years, taken, chosen) if items else ()
        columns = (*self.labels(key), *(it for of in fields for it in self.columns.columns(of)))
        return self.sheet(key, columns, [row_of(item, columns) for item in items])

    def sheet(self, key: str, columns: Sequence[Column], rows: Iterable[Row]) -> WorkbookSheet:
        """A sheet by the name that the language gives it."""
        return WorkbookSheet(
            key, self.language.word(f"year_workbook.sheets.{key}"), tuple(columns), tuple(rows)
        )

    def labels(self, key: str) -> Iterator[Column]:
        """The columns that say what a row is about."""
        yield Column(ROW_KEY, Role.ROW, self.language.word("year_workbook.row"))
        for name in _LABELS[key]:
            title = self.language.word(f"year_workbook.labels.{name}")
            yield Column(f"label:{name}", Role.LABEL, title)

    def owners(self, subjects: Sequence[Subject], kind: SheetKind) -> list[Item]:
        """The projects, policies or measures themselves."""
        return [
            Item(
                it,
                it.noun,
                it.place,
                (it.number, it.name, it.division),
                it.now,
                it.last,
                suggested=self.suggested(it),
            )
            for it in subjects
            if it.kind is kind
        ]

    def suggested(self, subject: Subject) -> dict[str, Plain]:
        """The document of a year that is not there yet, where one alone can be it; its edition."""
        if subject.now is not None:
            return {}
        of_sheet = not isinstance(subject.last, ProjectYear | None)
        edition = edition_after(subject.last, self.columns.year)
        city, name = self.columns.municipality, subject.name if of_sheet else None
        document, _ = known_document(city, edition, name, self.language)
        return {"document": document, **({"edition": edition.year} if of_sheet else {})}

    def indicators(self, subjects: Sequence[Subject]) -> Iterator[Item]:
        """Every indicator that a subject has, or has a value of."""
        for subject in subjects:
            now, last = rows_by_id(subject.now), rows_by_id(subject.last)
            for indicator in subject.indicators:
                yield self.indicator(subject, indicator, now, last)

    def indicator(
        self,
        subject: Subject,
        indicator: Indicator,
        now: dict[str, IndicatorYear],
        last: dict[str, IndicatorYear],
    ) -> Item:
        """An indicator's year."""
        target = "" if indicator.target is None else self.shown(indicator.target)
        return Item(
            subject,
            IndicatorYear,
            (*subject.place, "indicators", indicator.id),
            (subject.name, indicator.name, indicator.unit, target),
            now.get(indicator.id),
            last.get(indicator.id),
            indicator.unit,
            JUDGED_IN_YEAR if indicator.is_target_group else (),
        )

    def shown(self, value: object) -> str:
        """A number as it is recorded, or the reason why there is none in words."""
        told = plain(value)
        missing = missing_at(told)
        return self.language.word(f"missing.{missing}") if missing else f"{number_at(told):f}"

    def groups(self, subjects: Sequence[Subject]) -> Iterator[Item]:
        """Every group of an indicator of which a value is recorded, in either year, or that is."""
        for item in self.indicators(subjects):
            indicators = {it.id: it for it in item.subject.indicators}
            indicator = indicators[item.place[-1]]
            now, last = groups_by_id(item.now), groups_by_id(item.last)
            for group in indicator.groups:
                yield Item(
                    item.subject,
                    GroupYear,
                    (*item.place, "by_group", group.id),
                    (item.subject.name, indicator.name, group.name, indicator.unit),
                    now.get(group.id),
                    last.get(group.id),
                    indicator.unit,
                )

    def evaluations(self, subjects: Sequence[Subject]) -> Iterator[Item]:
        """Every evaluation that subjects of a kind have, of each of them."""
        for kind in _KINDS:
            of_kind = [subject for subject in subjects if subject.kind is kind]
            used = {place for it in of_kind for year in it.years for place in evaluated(year)}
            steps = [step.id for step in self.columns.municipality.evaluation_steps]
            order = sorted(used, key=lambda it: (EVALUATION_FIELDS.index(it[0]), _nth(steps, it)))
            for subject in of_kind:
                for place in order:
                    yield self.evaluation(subject, place)

    def evaluation(self, subject: Subject, place: Place) -> Item:
        """An evaluation of a subject."""
        return Item(
            subject,
            StepEvaluation if len(place) > 1 else Evaluation,
            (*subject.place, *place),
            (subject.name, self.evaluation_title(subject.kind, place)),
            evaluated(subject.now).get(place),
            evaluated(subject.last).get(place),
        )

    def evaluation_title(self, kind: SheetKind, place: Place) -> str:
        """What an evaluation is called: as its step, as the city calls it, as the site does."""
        field, *step = place
        steps = {it.id: it.name for it in self.columns.municipality.evaluation_steps}
        if step:
            return steps.get(step[0], step[0])
        own = self.columns.municipality.heading_of(kind, field)
        return own or self.language.word(f"evaluations.{field}")

    def texts(self, subjects: Sequence[Subject]) -> WorkbookSheet:
        """A row a text of a subject: the year before's beside this year's."""
        before = Column(
            "text:previous",
            Role.PREVIOUS,
            self.language.year(self.columns.year.plus(-1)),
            kind=CellKind.TEXT,
        )
        about = self.language.word("year_workbook.help.texts")
        this = Column(
            "text", Role.INPUT, self.language.year(self.columns.year), "", CellKind.TEXT, (), about
        )
        columns = (*self.labels("texts"), before, this)
        rows = (row for kind in _KINDS for row in self.texts_of(kind, subjects))
        return self.sheet("texts", columns, rows)

    def texts_of(self, kind: SheetKind, subjects: Sequence[Subject]) -> Iterator[Row]:
        """The texts that subjects of a kind have, of each of them."""
        of_kind = [subject for subject in subjects if subject.kind is kind]
        if not of_kind:
            return
        noun = of_kind[0].noun
        fields = used_fields(noun, (year for it in of_kind for year in it.years), PROSE)
        for subject in of_kind:
            own = {it.place for it in used_fields(noun, subject.years, PROSE)}
            for field in fields:
                if not _names_item(field) or field.place in own:
                    yield self.text(subject, field)

    def text(self, subject: Subject, field: Field) -> Row:
        """A text of a subject."""
        last = WorkbookCell(value_at(subject.last, field.place), kind=field.kind)
        place = (*subject.place, *field.place)
        value = value_at(subject.now, field.place)
        this = WorkbookCell(value, place, field.kind, locked=not fits(value))
        title = self.text_title(subject, field)
        labels = (row_key(subject.path, place), subject.name, title)
        cells = (*map(WorkbookCell, labels), last, this)
        return Row(subject.path, place, cells, value is not None)

    def text_title(self, subject: Subject, field: Field) -> str:
        """What a text is called: as the city calls its section, or its field."""
        own = self.columns.municipality.heading_of(subject.kind, field.place[0])
        if own and len(field.place) == 1:
            return own
        title = self.columns.title(field)
        names = dict(subject.names)
        return next((title.replace(it, names[it]) for it in field.place if it in names), title)


_LABELS = {
    "project_years": ("number", "project", "division"),
    "policy_years": ("number", "policy", "division"),
    "measure_years": ("number", "measure", "division"),
    "indicator_years": ("owner", "indicator", "unit", "final_target"),
    "group_years": ("owner", "indicator", "group", "unit"),
    "evaluations": ("owner", "evaluation"),
    "texts": ("owner", "section"),
}
"""What says which row it is, by the sheet."""


def row_of(item: Item, columns: Sequence[Column]) -> Row:
    """The row of an item."""
    shown = iter((row_key(item.subject.path, item.place), *item.labels))
    cells = tuple(
        WorkbookCell(next(shown)) if it.role in {Role.ROW, Role.LABEL} else _cell(item, it)
        for it in columns
    )
    return Row(item.subject.path, item.place, cells, item.now is not None)


def _cell(item: Item, column: Column) -> WorkbookCell:
    if column.role is Role.PREVIOUS:
        return WorkbookCell(value_at(item.last, column.place), kind=column.kind)
    recorded = value_at(item.now, column.place)
    value = recorded
    if len(column.place) == 1:
        value = item.suggested.get(column.place[0], recorded)
    if column.key.endswith(REASON):
        value = missing_at(recorded)
    elif column.kind is CellKind.NUMBER:
        value = number_at(recorded)
    place = (*item.place, *column.place)
    is_closed = recorded is None and column.place[0] in item.closed
    return WorkbookCell(value, place, column.kind, locked=is_closed or not fits(recorded))


def edition_after(last: Record | None, year: FiscalYear) -> FiscalYear:
    """The edition of a year's document, as of the year before: of most cities the year after."""
    if isinstance(last, Sheet | MeasureSheet):
        return year.plus(last.edition.year - last.fiscal_year.year)
    return year.plus(1)


def fits(value: Plain) -> bool:
    """Whether a cell can hold the value, so that just this is read again."""
    match value:
        case bool() | None:
            return True
        case tuple():
            text = bulleted(value)
            return len(text) <= LONGEST_TEXT and items_of(text) == value
        case str():
            return len(value) <= LONGEST_TEXT
        case _:
            number = number_at(value)
            return number is None or len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS


def rows_by_id(year: Record | None) -> dict[str, IndicatorYear]:
    """What a year says of its indicators, by their ids."""
    return {row.id: row for row in getattr(year, "indicators", ())}


def groups_by_id(row: Record | None) -> dict[str, GroupYear]:
    """What an indicator's year says of its groups, by their ids."""
    return {group.group: group for group in getattr(row, "by_group", ())}


def evaluated(year: Record | None) -> dict[Place, Evaluation]:
    """The evaluations of a year by their places in it."""
    found: dict[Place, Evaluation] = {}
    for field in EVALUATION_FIELDS:
        held = getattr(year, field, None)
        if isinstance(held, tuple):
            found.update({(field, it.step): it for it in held})
        elif held is not None:
            found[(field,)] = held
    return found


def _nth(steps: Sequence[str], place: Place) -> int:
    return steps.index(place[1]) if len(place) > 1 and place[1] in steps else 0


def _names_item(field: Field) -> bool:
    """Whether the place leads into a list: through an approach, a year of a plan."""
    return any(step not in field.holder.model_fields for step in field.place[1:-1])
