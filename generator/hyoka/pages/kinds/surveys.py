"""The list of all citizens' surveys 市民意識調査, where there are any."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite, ranked_surveys
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, index_page
from hyoka.tables import PageContext
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    ids = (survey.survey.document for survey in evaluation.surveys)
    if evaluation.surveys:
        yield index_page(evaluation, language, "surveys", "surveys/", evaluation, ids)


def _tables(page: PageSpec[EvaluatedSite], context: PageContext) -> Mapping[str, object]:
    every = enumerate(ranked_surveys(page.record.surveys), start=1)
    ranks = [(one, tables.ranks_over_surveys(one, number, context)) for number, one in every]
    return {
        "surveys": tables.surveys(page.record, context),
        "ranks": [(one, table) for one, table in ranks if table],
    }


KINDS = (PageKind("surveys", 180, _subjects, _tables),)
