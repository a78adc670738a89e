"""Figures into accessible SVG: classes, a title and a description; no colour, no script.

The theme gives the classes their colours, for light, dark and print. The same numbers always stand
beside a chart, in a table or in words.
"""

from hyoka.charts.amounts import Amount, amounts
from hyoka.charts.drawing import Chart
from hyoka.charts.gauge import rate_gauge, way_gauge
from hyoka.charts.spark import spark
from hyoka.charts.trend import legend, trend

__all__ = ["Amount", "Chart", "amounts", "legend", "rate_gauge", "spark", "trend", "way_gauge"]
