"""What the settlements of the projects of a year come to, by whom they are counted for."""

from hyoka.opendata import column
from hyoka.opendata.groups import groups, sum_of
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import PERCENT

TABLE = Dataset(
    name="totals",
    position=30,
    rows=groups,
    columns=(
        *owner(lambda row: row.whose),
        *column.fiscal_year(lambda row: row.fiscal_year),
        column.code("project_set", lambda row: row.counted.which, "project_sets"),
        column.text("money_unit", lambda row: row.money_unit),
        column.figure(
            "settlement_total", lambda row: row.total, "money_unit", of="sum", exact=True
        ),
        column.integer("projects", lambda row: row.money.total.of, "事業", computed=True),
        column.integer("counted", lambda row: row.money.total.counted, "事業", computed=True),
        column.figure("settlement_change", lambda row: row.money.change, "money_unit", exact=True),
        column.figure("settlement_change_rate", lambda row: row.money.change_rate, PERCENT),
        column.telling(
            column.boolean("same_projects", lambda row: row.money.same_projects, computed=True),
            (False,),
        ),
        column.integer(
            "compared_projects", lambda row: row.counted.money_alike.count, "事業", computed=True
        ),
        column.figure(
            "compared_settlement_total",
            lambda row: sum_of(row.counted.money_alike.now),
            "money_unit",
            of="sum",
            exact=True,
        ),
        column.figure(
            "compared_previous_total",
            lambda row: sum_of(row.counted.money_alike.then),
            "money_unit",
            of="sum",
            exact=True,
        ),
        column.figure(
            "settlement_compared_change",
            lambda row: row.counted.money_alike.change,
            "money_unit",
            of="settlement_change",
            exact=True,
        ),
        column.figure(
            "settlement_compared_change_rate",
            lambda row: row.counted.money_alike.change_rate,
            PERCENT,
            of="settlement_change_rate",
        ),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "fiscal_year", "project_set"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "fiscal_year", "project_set")),
)
