"""The tables of pages as plain values, made of evaluated records.

A function makes one table; cells and phrases say what each value shows, or why it shows nothing.
"""

from hyoka.tables.beside_last_year import (
    CountedBeside,
    answer,
    beside,
    counted_beside,
    missed_by_status,
    things,
)
from hyoka.tables.comparisons import compare_indicators, compare_policies, compare_years
from hyoka.tables.completeness import due_values, missing_of
from hyoka.tables.context import PageContext
from hyoka.tables.gathered import list_of_gathered, narrowing, of_gathered
from hyoka.tables.indicator_groups import indicator_groups, of_groups
from hyoka.tables.indicator_list import indicator_list
from hyoka.tables.indicator_page import of_indicator_page
from hyoka.tables.indicators import (
    indicator_breaks,
    indicator_years,
    indicators_of_sheet,
    indicators_of_year,
    of_indicators,
)
from hyoka.tables.lists import carried_over, place_of
from hyoka.tables.money import (
    money_of_years,
    settled_by_source,
    tells_money,
    uncompared,
)
from hyoka.tables.open_data import OpenData
from hyoka.tables.plans import parts_of_plan, plans, policies
from hyoka.tables.project_map import is_of_money, project_map
from hyoka.tables.project_money import (
    money_heading,
    project_budget_lines,
    project_funding,
    project_money,
    whole_plan,
)
from hyoka.tables.projects import (
    has_cost_per_resident,
    project_list,
    project_settlements,
    project_statuses,
    projects_of_sheet,
)
from hyoka.tables.recommendations import (
    recommendation_counts,
    recommendations,
    recommended,
)
from hyoka.tables.results import concluded, counted, spent, spent_by_project
from hyoka.tables.site import (
    accessibility_criteria,
    chosen_rows,
    corrections,
    dataset_codes,
    dataset_columns,
    decimals,
    fields_of_section,
    missing_kinds,
    of_corrections,
    rating_scale,
    status_meanings,
)
from hyoka.tables.source_lines import Line, Lines, lines_in
from hyoka.tables.survey_questions import asked_about, beside_importance, of_questions
from hyoka.tables.surveys import (
    ranks_over_surveys,
    survey_results,
    survey_results_of_measure,
    surveys,
)
from hyoka.tables.target_groups import target_groups, target_groups_of_sheet
from hyoka.tables.totals import (
    measures_of_year,
    of_project_sets,
    policies_of_year,
    status_counts,
    years,
)
from hyoka.tables.year_changes import year_changes
from hyoka.tables.year_money import (
    LARGEST_COSTS,
    missed_and_costly,
    money_of_year,
    status_sums,
)

__all__ = [
    "LARGEST_COSTS",
    "CountedBeside",
    "Line",
    "Lines",
    "OpenData",
    "PageContext",
    "accessibility_criteria",
    "answer",
    "asked_about",
    "beside",
    "beside_importance",
    "carried_over",
    "chosen_rows",
    "compare_indicators",
    "compare_policies",
    "compare_years",
    "concluded",
    "corrections",
    "counted",
    "counted_beside",
    "dataset_codes",
    "dataset_columns",
    "decimals",
    "due_values",
    "fields_of_section",
    "has_cost_per_resident",
    "indicator_breaks",
    "indicator_groups",
    "indicator_list",
    "indicator_years",
    "indicators_of_sheet",
    "indicators_of_year",
    "is_of_money",
    "lines_in",
    "list_of_gathered",
    "measures_of_year",
    "missed_and_costly",
    "missed_by_status",
    "missing_kinds",
    "missing_of",
    "money_heading",
    "money_of_year",
    "money_of_years",
    "narrowing",
    "of_corrections",
    "of_gathered",
    "of_groups",
    "of_indicator_page",
    "of_indicators",
    "of_project_sets",
    "of_questions",
    "parts_of_plan",
    "place_of",
    "plans",
    "policies",
    "policies_of_year",
    "project_budget_lines",
    "project_funding",
    "project_list",
    "project_map",
    "project_money",
    "project_settlements",
    "project_statuses",
    "projects_of_sheet",
    "ranks_over_surveys",
    "rating_scale",
    "recommendation_counts",
    "recommendations",
    "recommended",
    "settled_by_source",
    "spent",
    "spent_by_project",
    "status_counts",
    "status_meanings",
    "status_sums",
    "survey_results",
    "survey_results_of_measure",
    "surveys",
    "target_groups",
    "target_groups_of_sheet",
    "tells_money",
    "things",
    "uncompared",
    "whole_plan",
    "year_changes",
    "years",
]
