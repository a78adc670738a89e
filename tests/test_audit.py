"""What is made of Lighthouse's reports."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tools.audit import Rating, rating_of, table


def report(failing: Mapping[str, str], performance: float) -> dict[str, Any]:
    """A report in which each named audit of a category fails: `{"label": "accessibility"}`."""
    names = ("performance", "accessibility", "best-practices", "seo")
    categories: dict[str, Any] = {
        name: {"id": name, "score": 1, "auditRefs": [{"id": "fine", "weight": 1}]} for name in names
    }
    categories["performance"]["score"] = performance
    audits: dict[str, Any] = {"fine": {"score": 1}}
    for audit, category in failing.items():
        audits[audit] = {"score": 0}
        categories[category]["score"] = 0.9
        categories[category]["auditRefs"].append({"id": audit, "weight": 3})
    return {
        "lighthouseVersion": "13.5.0",
        "userAgent": "Mozilla/5.0 HeadlessChrome/156.0.0.0 Safari/537.36",
        "categories": categories,
        "audits": audits,
    }


def rate(
    failing: Mapping[str, str] = MappingProxyType({}),
    *,
    performance: float = 0.99,
    kind: str = "policy",
) -> Rating:
    return rating_of(kind, "town: /policies/x/", report(failing, performance))


def test_a_page_passes_with_95_for_speed_and_100_for_the_rest() -> None:
    assert rate().passes
    assert rate(performance=0.95).passes
    assert not rate(performance=0.94).passes
    assert not rate({"label": "accessibility"}).passes
    assert not rate({"label": "seo"}).passes


def test_what_fails_is_named() -> None:
    assert rate({"label": "accessibility", "name": "seo"}).failed == ("label", "name")
    assert rate({"label": "accessibility"}).scores["accessibility"] == 90


def test_the_page_of_the_lost_may_ask_not_to_be_listed_and_nothing_more() -> None:
    hidden = {"is-crawlable": "seo"}
    assert rate(hidden, kind="lost").passes
    assert not rate(hidden).passes
    assert not rate(hidden | {"label": "accessibility"}, kind="lost").passes
    assert not rate(hidden, kind="lost", performance=0.94).passes


def test_the_table_names_versions_and_scores() -> None:
    text = table([rate(), rate({"is-crawlable": "seo"}, kind="lost")])
    assert "Lighthouse 13.5.0, its phone profile, in Chromium 156.0.0.0" in text
    assert "| town: /policies/x/ | 99 | 100 | 100 | 100 |" in text
    assert "| town: /policies/x/ (on purpose) | 99 | 100 | 100 | 90 |" in text
