"""A table of open data: its files, its columns, its codes."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.opendata.files import DATA, has_terms
from hyoka.opendata.tables import TABLES
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, list_of
from hyoka.tables import PageContext
from hyoka.urls import data_path
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[str]]:
    """Each table; none where nobody has said on which terms it may be used."""
    if has_terms(evaluation.municipality):
        for table in TABLES:
            name = language.word(f"datasets.{table}.title")
            title = language.word("titles.dataset", name=name)
            above = breadcrumbs_along(language, list_of(language, DATA))
            yield PageSpec(data_path(table), title, table, above)


def _tables(page: PageSpec[str], context: PageContext) -> Mapping[str, object]:
    name, data = page.record, context.data
    columns, codes, table = data.columns(name), data.codes(name), data.tables[name]
    has_files = data.plain(name) is not None
    examples = [data.example(name, column.name) for column in columns] if has_files else None
    return {
        "rows": tables.chosen_rows(context),
        "columns": tables.dataset_columns(table, columns, examples, context),
        "codes": tables.dataset_codes(table, codes, context) if codes else None,
    }


KINDS = (
    PageKind(
        "dataset",
        210,
        _subjects,
        _tables,
        script="data",
        changes_with_all=True,
        tells_files=True,
    ),
)
