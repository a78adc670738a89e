"""Of what records a page is made: where none of them changed, the page is the same as before.

What a page may tell of a record that it does not show is the record's outline: what it is called,
what it belongs to, what it came after. Which records it shows says its `PageSpec.shown`; unless
that says otherwise, all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hyoka.content.content import Entry
from hyoka.content.record_paths import MUNICIPALITY, path_of
from hyoka.evaluation import EvaluatedSite
from hyoka.files.cache import key_of
from hyoka.model import Indicator, Project, Records, plans_over
from hyoka.pages.page_spec import ALL_RECORDS


@dataclass(frozen=True)
class Inputs:
    """The records of a site, as digests."""

    files: Mapping[str, str]
    """The digest of each record's file, by its path inside the content."""
    outline: str
    """The digest of what any page may tell of any record."""

    def digest(self, shown: Iterable[str]) -> str:
        """One of all that a page is made of; `shown`: the paths of records, and of folders of them.

        Two sites may differ in pages of one digest where they differ beside their records.
        """
        parts = (
            (path, self._folders.get(path) or self.files.get(path, "")) for path in sorted(shown)
        )
        return key_of(self.outline, *(text for part in parts for text in part))

    @cached_property
    def _folders(self) -> Mapping[str, str]:
        return {folder: key_of(*self._in(folder)) for folder in ALL_RECORDS}

    def _in(self, folder: str) -> Iterator[str]:
        for path, digest in self.files.items():
            if path.startswith(folder):
                yield from (path, digest)


def inputs_of(files: Iterable[Entry], records: Records, evaluation: EvaluatedSite) -> Inputs:
    """Those of a site; `files`: of its records."""
    digests = {file.path: key_of(file.data or b"") for file in files}
    return Inputs(digests, key_of(*_outline(digests, records, evaluation)))


def _outline(
    files: Mapping[str, str], records: Records, evaluation: EvaluatedSite
) -> Iterator[str]:
    """What the municipality, plans and policies declare; of all others what they are called."""
    declared = [MUNICIPALITY, *(path_of(record) for record in (*records.plans, *records.policies))]
    for path in declared:
        yield from (path, files.get(path, ""))
    yield from (path for path in sorted(files) if not path.startswith("projects/"))
    for project in records.projects:
        yield repr(project.model_copy(update={"years": (), "indicators": ()}))
        yield from (_of_indicator(indicator) for indicator in project.indicators)
    yield repr(
        (
            evaluation.has_baselines,
            evaluation.records_settlement,
            evaluation.judges,
            bool(evaluation.compared_indicators),
            sorted(evaluation.dated_steps),
            sorted(plans_over(records)),
        )
    )
    yield repr((sorted(evaluation.sheet_sections), sorted(evaluation.measure_sheet_sections)))
    yield repr([(it.recommendation.id, it.years_open) for it in evaluation.recommendations])
    yield repr([year.fiscal_year for year in evaluation.years])  # a recommendation leads to its


def _of_indicator(indicator: Indicator) -> str:
    return repr((indicator.id, indicator.name, indicator.former_names, indicator.succeeds))


def shown_with(projects: Iterable[Project]) -> frozenset[str]:
    """All records but projects, and some of these."""
    return (ALL_RECORDS - {"projects/"}) | {path_of(project) for project in projects}
