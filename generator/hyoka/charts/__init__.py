"""Figures into accessible SVG: classes, a name that says what is drawn; no colour, no script.

The theme gives the classes their colours, for light, dark and print. The same numbers always stand
beside a chart, in a table or in words. Marks of a kind are one element, or one group of texts: a
page has several charts, and a phone lays out every element.
"""

from hyoka.charts.amounts import Amount, amounts
from hyoka.charts.drawing import Chart
from hyoka.charts.groups import groups, groups_legend
from hyoka.charts.progress import progress
from hyoka.charts.ranks import AskedYear, RankedOver, rank_rows, ranks_legend
from hyoka.charts.result import result_bar, result_values
from hyoka.charts.sizes import size_bar
from hyoka.charts.spark import spark, spark_paths
from hyoka.charts.standalone import Picture, file_of, is_file_of_chart
from hyoka.charts.statuses import CountedStatus, StatusBar, status_bars
from hyoka.charts.survey import Item, item_bars, items_legend, scatter
from hyoka.charts.trend import legend, trend

__all__ = [
    "Amount",
    "AskedYear",
    "Chart",
    "CountedStatus",
    "Item",
    "Picture",
    "RankedOver",
    "StatusBar",
    "amounts",
    "file_of",
    "groups",
    "groups_legend",
    "is_file_of_chart",
    "item_bars",
    "items_legend",
    "legend",
    "progress",
    "rank_rows",
    "ranks_legend",
    "result_bar",
    "result_values",
    "scatter",
    "size_bar",
    "spark",
    "spark_paths",
    "status_bars",
    "trend",
]
