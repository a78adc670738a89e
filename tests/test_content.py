"""What this repository publishes is what the tests know.

A city with records of its own removes this file, and no other test.
"""

from pathlib import Path

from mkdocs.utils.yaml import yaml_load

from tests.building import REAL, ROOT


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_published_records_are_those_of_the_tests() -> None:
    published, known = files(ROOT / "content"), files(REAL)
    differing = {name for name, _ in published.items() ^ known.items()}
    assert differing == set(), "change both alike: content/ and tests/seed/content/"


def test_a_dozen_lines_of_settings_make_the_site() -> None:
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if not line.lstrip().startswith("#")]) <= 12


def test_the_settings_in_the_readme_are_those_that_make_the_site() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = yaml_load(readme.partition("```yaml\n")[2].partition("```")[0])
    used = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    # What is left to say: of a PDF, which `make` says; of links, which no page changes by.
    del used["plugins"][0]["hyoka"]["pdf"], used["validation"]
    assert told == used
