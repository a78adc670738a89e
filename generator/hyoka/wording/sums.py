"""How a sum of years 累計 is written."""

from hyoka.evaluation import Cumulative
from hyoka.wording.years import YearFormatter


class SumFormatter(YearFormatter):
    """Sums of years, beside years and numbers."""

    def cumulative(self, cumulative: Cumulative | None, unit: str) -> str:
        """A sum of years: 累計860人（令和5年度を除く、速報値を含む）; empty where there is none."""
        if cumulative is None:
            return ""
        text = self.word("cumulative.sum", sum=self.quantity(cumulative.known, unit))
        marks = self.word("formats.list").join(self._marks_of(cumulative))
        return self.word("cumulative.marked", sum=text, marks=marks) if marks else text

    def cumulative_lines(self, cumulative: Cumulative) -> tuple[str, ...]:
        """The same beside the year's actual, a line each, with the year that it begins with."""
        text = self.word("cumulative.sum", sum=self.number(cumulative.known))
        first = self.word("cumulative.first", year=self.short_year(cumulative.first))
        return text, first, *self._marks_of(cumulative)

    def included(self, cumulative: Cumulative | None) -> str:
        """What a sum has in it that is not final or exact: 概数を含む、速報値を含む."""
        return self.word("formats.list").join(self._included(cumulative) if cumulative else ())

    def _marks_of(self, cumulative: Cumulative) -> list[str]:
        """Which years a sum is without, and what is in it that is not final or exact."""
        if not cumulative.excluded:
            return self._included(cumulative)
        years = self.word("formats.list").join(map(self.short_year, cumulative.excluded))
        return [self.word("cumulative.without", years=years), *self._included(cumulative)]

    def _included(self, cumulative: Cumulative) -> list[str]:
        kinds = ("about", "preliminary", "forecast")
        return [self.word(f"cumulative.{kind}") for kind in kinds if getattr(cumulative, kind)]
