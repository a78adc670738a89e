"""No promise of the README and of docs/security.md without a test that tries to break it."""

from tools.promises import promises, read_listed, readme_promises, security_promises


def test_every_promise_has_tests_that_are_there() -> None:
    found, faults = promises(read_listed())
    assert faults == []
    assert len(found) > 50


def test_a_promise_without_a_test_is_found() -> None:
    listed = {
        document: {start: tests for start, tests in of.items() if start != "Exact."}
        for document, of in read_listed().items()
    }
    found, faults = promises(listed)
    (untested,) = [promise for promise in found if not promise.tests]
    assert untested.text.startswith("Exact. Decimal arithmetic")
    assert faults == [f"README.md: no test: {untested.text}"]


def test_a_test_or_a_promise_that_is_gone_is_found() -> None:
    listed = dict(read_listed())
    of_readme = {
        "We promise": ["tests/test_site.py::test_a", "tests/test_pre_commit.py::test_b[c]"]
    }
    exact = [*listed["README.md"]["Exact."], "tests/test_units.py::test_gone"]
    listed["README.md"] = {**listed["README.md"], **of_readme, "Exact.": exact}
    assert promises(listed)[1] == [
        "README.md: no longer promised: We promise",
        "no such test: tests/test_units.py::test_gone",
    ]


def test_promises_are_read_sentence_by_sentence_and_row_by_row() -> None:
    bullet = "- **Short.** One thing, (two\n  lines). Another `a.b`.\n"
    readme = f"# x\n\n## What it does\n\n{bullet}\n## Y\n- **No.**\n"
    assert list(readme_promises(readme)) == ["Short. One thing, (two lines).", "Another `a.b`."]
    table = "## What stops it\n\n| what is tried | what stops it |\n|---|---|\n| a thing | b |\n"
    assert list(security_promises(table)) == ["a thing"]
