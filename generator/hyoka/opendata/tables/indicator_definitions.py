"""Each indicator, whatever the year."""

from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.indicators import definitions, qualifier
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.table import Comparison, Dataset

TABLE = Dataset(
    name="indicator_definitions",
    position=120,
    rows=definitions,
    columns=(
        *owner(lambda row: row.whose),
        column.identifier("indicator_id", lambda row: row.it.id),
        column.text("number", lambda row: row.it.number, NOT_RECORDED),
        column.text("indicator_name", lambda row: row.it.name),
        column.text("definition", lambda row: row.it.definition, NOT_RECORDED),
        column.text("formula", lambda row: row.it.formula, NOT_RECORDED),
        column.text("source", lambda row: row.it.source, NOT_RECORDED),
        column.text("unit", lambda row: row.it.unit or None, NOT_APPLICABLE),
        column.code("period", lambda row: row.it.values_of, "periods"),
        column.code("kind", lambda row: row.it.kind, "kinds", NOT_RECORDED),
        column.code("declared_direction", lambda row: row.it.direction, "directions", NOT_RECORDED),
        column.text("direction_note", lambda row: row.it.direction_note, NOT_RECORDED),
        column.code(
            "declared_method",
            lambda row: row.it.achievement_method,
            "achievement_methods",
            NOT_RECORDED,
        ),
        column.number("baseline", lambda row: row.it.baseline, "unit"),
        qualifier("baseline_qualifier", lambda row: row.it.baseline_qualifier),
        column.text("baseline_words", lambda row: row.it.baseline_words, NOT_RECORDED),
        column.year("baseline_year", lambda row: row.it.baseline_year, NOT_RECORDED),
        column.integer(
            "baseline_respondents", lambda row: row.it.baseline_respondents, "人", NOT_RECORDED
        ),
        column.number("target", lambda row: row.it.target, "unit"),
        qualifier("target_qualifier", lambda row: row.it.target_qualifier),
        column.text("target_words", lambda row: row.it.target_words, NOT_RECORDED),
        column.code("target_rule", lambda row: row.it.target_rule, "target_rules", NOT_RECORDED),
        column.text("target_note", lambda row: row.it.target_note, NOT_RECORDED),
        column.text("target_reason", lambda row: row.it.target_reason, NOT_RECORDED),
        column.number("lowest", lambda row: row.it.range and row.it.range.lowest, "unit"),
        column.number("highest", lambda row: row.it.range and row.it.range.highest, "unit"),
        column.year("target_year", lambda row: row.it.target_year, NOT_RECORDED),
        column.number("rank_among", lambda row: row.it.rank_among, "位"),
        column.year("cumulative_from", lambda row: row.it.cumulative_from, NOT_RECORDED),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "indicator_name")),
)
