"""Tables about the site: corrections, how it computes, what records and data hold."""

from collections.abc import Iterator, Mapping

from hyoka.authoring.field_reference import Field, FieldSection
from hyoka.elements import (
    BREAK,
    Cell,
    ColumnType,
    Inline,
    Link,
    Row,
    Styled,
    Table,
    TextStyle,
    code,
    joined,
    note,
    strong,
)
from hyoka.evaluation import Corrected, CorrectedValue, EvaluatedSite
from hyoka.evaluation.figures import Status
from hyoka.model import CriterionResult, RatingScale, level_of
from hyoka.opendata.data_dictionary import Code, DescribedColumn
from hyoka.opendata.table import DataTable as Dataset
from hyoka.render.escape import paragraphs
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.phrases import corrected_value, status
from hyoka.units import Missing

_NUMBER, _SHORT, _PROSE = ColumnType.NUMBER, ColumnType.SHORT, ColumnType.PROSE


def of_corrections(
    record: Corrected | None, title: str, record_path: str, context: PageContext
) -> Mapping[str, object]:
    """The table of a record's corrections, if there are any."""
    found = context.evaluation.corrections_of(record) if record else ()
    table = corrections_of_record(found, title, record_path, context) if found else None
    return {"corrections": table}


def corrections_of_record(
    corrections: tuple[CorrectedValue, ...], title: str, record: str, context: PageContext
) -> Table:
    """The corrections of a page's record, newest first."""
    word, language = context.word, context.language
    columns = (
        column(word("corrections.date")),
        column(word("corrections.place")),
        column(word("corrections.value")),
        column(word("corrections.reason"), _PROSE),
    )
    rows = (
        Row(
            (
                cells.text(language.date(value.correction.date)),
                cells.header(language.corrected_value_path(value)),
                cells.text(corrected_value(value, language)),
                cells.text(value.correction.reason),
            )
        )
        for value in corrections
    )
    caption = word("corrections.caption", name=title)
    data = context.links.data("corrections", record=record)
    return context.table("corrections", caption, columns, rows, data=data)


def corrections(evaluation: EvaluatedSite, title: str, context: PageContext) -> Table:
    """The corrections of all records, newest first."""
    word, language = context.word, context.language
    columns = (
        column(word("corrections.record")),
        column(word("corrections.value")),
        column(word("corrections.date")),
        column(word("corrections.reason"), _PROSE),
    )
    rows = (
        Row(
            (
                cells.header(
                    Link(language.corrected_record(value), context.links.corrected(value.record)),
                    BREAK,
                    note(language.corrected_value_path(value)),
                ),
                cells.text(corrected_value(value, language)),
                cells.text(language.date(value.correction.date)),
                cells.text(value.correction.reason),
            )
        )
        for value in evaluation.corrections
    )
    return context.table(
        "corrections", title, columns, rows, data=context.links.data("corrections")
    )


def decimals(evaluation: EvaluatedSite, context: PageContext) -> Table:
    """To how many decimals the figures of each kind are rounded."""
    word, places = context.word, evaluation.municipality.decimals
    every = {
        "policy_rate" if evaluation.policies else "measure_rate": places.policy_rate,
        "project_rate": places.project_rate,
        "share": places.share,
        "money_rate": places.money_rate,
        "unit_cost": places.unit_cost,
    }
    if evaluation.municipality.populations:
        every["cost_per_resident"] = places.cost_per_resident
    columns = (
        column(word("method.table")),
        column(word("method.decimals"), _NUMBER, word("method.decimals_unit")),
    )
    rows = (
        Row((cells.header(word(f"method.of.{name}")), cells.number(count, context.language)))
        for name, count in every.items()
    )
    data = context.links.data("municipality")
    return context.table("decimals", word("method.caption"), columns, rows, data=data)


def status_meanings(context: PageContext) -> Table:
    """What each status means."""
    word, language = context.word, context.language
    columns = (column(context.label("status")), column(word("columns.meaning"), _PROSE))
    rows = (
        Row((cells.header(status(value, language)), cells.text(word(f"statuses.{value}.meaning"))))
        for value in Status
    )
    data = context.links.data("codes", column="status")
    return context.table("statuses", word("method.statuses"), columns, rows, data=data)


def rating_scale(scale: RatingScale, context: PageContext) -> Table:
    """The ratings of a scale, and what each means."""
    word = context.word
    columns = (column(context.label("rating")), column(word("columns.meaning")))
    rows = (
        Row((cells.header(rating.value), cells.text(rating.meaning or word("absent"))))
        for rating in scale.ratings
    )
    caption = word("sheet.rating_of", scale=scale.name, aspect=context.language.scale(scale))
    data = context.links.data("ratings", scale_id=scale.id)
    return context.table(f"scale-{scale.id}", caption, columns, rows, data=data)


def missing_kinds(context: PageContext) -> Table:
    """How records say why there is no value."""
    word = context.word
    columns = (column(word("fields.written"), _SHORT), column(word("columns.meaning")))
    rows = (
        Row((cells.header(code(str(kind))), cells.text(context.language.missing(kind))))
        for kind in Missing
    )
    return context.table("missing", word("fields.missing"), columns, rows)


def fields_of_section(section: FieldSection, context: PageContext) -> Table:
    """The fields that records of a kind, or a part of them, can have."""
    word = context.word
    columns = (
        column(word("fields.field")),
        column(word("fields.about"), _PROSE),
        column(word("fields.type")),
        column(word("fields.example")),
    )
    rows = (_field_row(field, context) for field in section.fields)
    caption = word("fields.caption", title=section.title)
    return context.table(section.anchor, caption, columns, rows)


def _field_row(field: Field, context: PageContext) -> Row:
    required = (BREAK, note(context.word("fields.required"))) if field.required else ()
    type_: Inline = Link(field.type, f"#{field.section}") if field.section else field.type
    style = TextStyle.CODE_BLOCK if "\n" in field.example else TextStyle.CODE
    return Row(
        (
            cells.header(code(field.key), required),
            cells.text(strong(field.title), BREAK, field.description),
            cells.text(type_),
            cells.text(Styled(field.example, style)),
        )
    )


def accessibility_criteria(
    criteria: tuple[CriterionResult, ...], number: int, published: str, context: PageContext
) -> Table:
    """The results of an accessibility test by criterion; the `number` tells tests apart."""
    word, language = context.word, context.language
    columns = (
        column(word("accessibility.criterion")),
        column(word("accessibility.level"), _SHORT),
        column(word("accessibility.result")),
    )

    def rows() -> Iterator[Row]:
        for criterion in sorted(criteria, key=lambda one: one.id):
            result: Inline = language.outcome(criterion)
            if criterion.note:
                result = (result, BREAK, note(joined(tuple(paragraphs(criterion.note)))))
            yield Row(
                (
                    cells.header(language.criterion(criterion)),
                    cells.text(level_of(criterion.id)),
                    cells.text(result),
                )
            )

    caption = word("accessibility.criteria", date=published)
    return context.table(f"criteria-{number}", caption, columns, rows())


def dataset_columns(
    dataset: Dataset,
    described: list[DescribedColumn],
    examples: list[str] | None,
    context: PageContext,
) -> Table:
    """The columns of a table of open data; with the `examples`, where there are files."""
    word = context.word
    columns = (
        column(word("dataset.column")),
        column(word("dataset.about"), _PROSE),
        column(word("dataset.type"), _SHORT),
        column(context.label("unit"), _SHORT),
        column(word("dataset.computed"), _SHORT),
        *((column(word("dataset.example")),) if examples is not None else ()),
    )
    rows = (
        _column_row(one, dataset, examples[place] if examples is not None else None, context)
        for place, one in enumerate(described)
    )
    caption = word("dataset.columns_caption", name=word(f"datasets.{dataset.name}.title"))
    return context.table("columns", caption, columns, rows, is_searchable=False)


def _column_row(
    described: DescribedColumn, dataset: Dataset, example: str | None, context: PageContext
) -> Row:
    word = context.word
    row = [
        cells.header(described.title, BREAK, code(described.name)),
        cells.text(described.about),
        cells.text(word(f"column_types.{described.kind.value}")),
        _unit(described, dataset),
        cells.text(word("dataset.is_computed" if described.computed else "dataset.is_recorded")),
    ]
    if example is not None:
        row.append(cells.text(example) if example else cells.no_text(word("dataset.no_example")))
    title = (("data-title", described.title),)
    return Row(tuple(row), id=f"column-{described.name}", attributes=title)


def _unit(described: DescribedColumn, dataset: Dataset) -> Cell:
    if not described.unit:
        return cells.dash()
    return cells.text(code(described.unit) if described.unit in dataset.names else described.unit)


def dataset_codes(
    dataset: Dataset, codes: list[tuple[DescribedColumn, list[Code]]], context: PageContext
) -> Table:
    """What the codes in a table of open data stand for."""
    word = context.word
    columns = (
        column(word("dataset.column")),
        column(word("dataset.code")),
        column(word("dataset.meaning"), _PROSE),
    )

    def rows() -> Iterator[Row]:
        for described, of_column in codes:
            title = cells.header(described.title, BREAK, code(described.name), rows=len(of_column))
            beside: tuple[Cell, ...] = (title,)
            for one in of_column:
                yield Row((*beside, cells.text(code(one.code)), cells.text(one.meaning)))
                beside = ()

    caption = word("dataset.codes_caption", name=word(f"datasets.{dataset.name}.title"))
    return context.table("codes", caption, columns, rows(), is_searchable=False)


def chosen_rows(context: PageContext) -> Table:
    """An empty table: the script of open data fills it with the rows that are asked for."""
    return context.table("rows", context.word("narrowed.caption"), ())
