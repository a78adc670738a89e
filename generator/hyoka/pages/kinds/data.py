"""The page that lists all there is to take away."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.opendata.files import DATA
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, list_of
from hyoka.wording import Language


def _subjects(_: EvaluatedSite, language: Language) -> Iterator[PageSpec[None]]:
    title, path = list_of(language, DATA)
    yield PageSpec(path, title, None, breadcrumbs_along(language))


KINDS = (
    PageKind(
        "data",
        200,
        _subjects,
        template="data/index.md",
        script="data",
        changes_with_all=True,
        tells_files=True,
    ),
)
