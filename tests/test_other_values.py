"""What a sheet prints beside an indicator's actual: told where the actual is, and never counted."""

import re
from pathlib import Path

import pytest

from hyoka import site
from hyoka.content import read_folder
from hyoka.evaluation.figures import Status
from hyoka.site import examine
from tests.small_city import write_city

SHEET = """fiscal_year: {year}
edition: 2019
document: r1
indicators:
  - id: manzoku
    actual: {actual}
    other_values: [{others}]
"""
HALF = "{name: 9月30日現在, value: 58.5}"
FOR_REFERENCE = "{name: 参考, value: not_stated, value_words: 集計なし}"


def city(folder: Path, actual: str, *others: str) -> Path:
    text = SHEET.format(year=2018, actual=actual, others=", ".join(others))
    before = SHEET.format(year=2017, actual="55.0", others="")
    return write_city(folder, policies__kosodate__2018=text, policies__kosodate__2017=before)


@pytest.mark.parametrize(("actual", "told"), [("60.5", "60.5"), ("pending", "これから")])
def test_they_stand_with_the_actual_also_while_it_is_awaited(
    actual: str, told: str, tmp_path: Path
) -> None:
    content = read_folder(city(tmp_path, actual, HALF, FOR_REFERENCE))
    pages = {page.path: page.markdown for page in site.build(content, files=False).pages}
    page = re.sub("<[^>]+>", "", pages["policies/kosodate/index.md"])
    assert f"{told}9月30日現在：58.5％参考：集計なし" in page


def test_no_figure_and_no_status_knows_them(tmp_path: Path) -> None:
    content = read_folder(city(tmp_path, "pending", "{name: 9月30日現在, value: 61}"))
    (policy,) = site.build(content, files=False).evaluation.policies
    (indicator,) = policy.indicators
    newest = indicator.by_year[max(indicator.by_year)]
    assert (newest.status, newest.achievement_rate.value) == (Status.UNDETERMINED, None)
    assert indicator.latest is indicator.by_year[min(indicator.by_year)]


@pytest.mark.parametrize(
    ("others", "rule"),
    [
        ((HALF, HALF), "duplicate_id"),
        (("{name: 参考, value: 3, value_words: 三}",), "words_beside_number"),
        (("{name: 参考}",), "missing_field"),
        (("{name: 参考, value: なし}",), "missing_kind"),
    ],
)
def test_what_cannot_be_is_found(others: tuple[str, ...], rule: str, tmp_path: Path) -> None:
    found = examine(read_folder(city(tmp_path, "60.5", *others))).problems
    assert [problem.rule for problem in found] == [rule]
