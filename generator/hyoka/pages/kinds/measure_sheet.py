"""An evaluation sheet 評価表 of a chapter or measure."""

from collections.abc import Iterator, Mapping

from hyoka.content.record_paths import file_of
from hyoka.evaluation import EvaluatedSite, MeasureYear
from hyoka.pages.inputs import shown_with
from hyoka.pages.kinds.measure import breadcrumbs_above
from hyoka.pages.kinds.sheet import content_of_sheet, tables_of_sheet
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import Breadcrumb, PageSpec, documents_of, tag_names, with_neighbours
from hyoka.tables import PageContext
from hyoka.urls import measure_path, measure_sheet_path, url_of
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[MeasureYear]]:
    def breadcrumb(year: MeasureYear) -> Breadcrumb:
        path = measure_sheet_path(year.part, year.fiscal_year)
        return Breadcrumb(language.year(year.fiscal_year), url_of(path))

    for measure in (m for plan in evaluation.plans for m in plan.measures):
        above = (measure.part.name, measure_path(measure.part))
        for year, beside in with_neighbours(measure.sheets, breadcrumb):
            assert year.sheet is not None  # noqa: S101 - for the type checker
            yield PageSpec(
                measure_sheet_path(measure.part, year.fiscal_year),
                language.word(
                    "titles.planned_measure_sheet" if year.planned else "titles.measure_sheet",
                    name=year.name,
                    level=language.level(measure.part),
                    year=language.year(year.fiscal_year),
                    edition=language.short_year(year.sheet.edition),
                ),
                year,
                breadcrumbs_above(measure.part, evaluation, language, above),
                record_path=file_of(year.sheet),
                shown=shown_with(it.project for it in measure.projects),
                tags=tag_names(evaluation.municipality, measure.part.described),
                fiscal_year=year.fiscal_year,
                find_documents=documents_of(evaluation, tuple, [year.sheet.document]),
                sheet=f"{measure.part.plan.id}_{measure.part.id}_{year.fiscal_year}",
                beside=beside,
            )


def _tables(page: PageSpec[MeasureYear], context: PageContext) -> Mapping[str, object]:
    return tables_of_sheet(page, context, "measure_sheet", with_year_on_year=True)


KINDS = (PageKind("measure_sheet", 90, _subjects, _tables, content_of_sheet),)
