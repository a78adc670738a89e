"""Figures into accessible SVG: classes, a title and a description; no colour, no script.

The theme gives the classes their colours, for light, dark and print. The same numbers always stand
beside a chart, in a table or in words.
"""

from generator.charts.amounts import Amount, amounts
from generator.charts.gauge import rate_gauge, way_gauge
from generator.charts.spark import spark
from generator.charts.trend import legend, trend

__all__ = ["Amount", "amounts", "legend", "rate_gauge", "spark", "trend", "way_gauge"]
