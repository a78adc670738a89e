-- A group is computed as an indicator is: with its own numbers, and the whole's unit and breaks.

CREATE SCHEMA as_indicators;

-- A group's name among all indicators: no id has a slash in it.
CREATE MACRO group_named(indicator_id, group_id) AS indicator_id || '/' || group_id;

CREATE VIEW as_indicators.indicator_definitions AS
SELECT d.* REPLACE (
    group_named(g.indicator_id, g.group_id) AS indicator_id,
    g.baseline AS baseline, g.target AS target, g.target_missing AS target_missing,
    NULL AS lowest, NULL AS highest, 'not_recorded' AS target_rule,
    g.baseline_respondents AS baseline_respondents
  )
FROM main.indicator_definitions AS d
JOIN main.indicator_group_definitions AS g USING (municipality_code, owner_type, policy_id, plan_id,
  measure_id, project_id, indicator_id);

CREATE VIEW as_indicators.indicators AS
SELECT y.municipality_code, y.owner_type, y.policy_id, y.plan_id, y.measure_id, y.project_id,
  group_named(y.indicator_id, y.group_id) AS indicator_id, y.fiscal_year, y.unit, w.kind,
  g.baseline, g.baseline_qualifier, w.baseline_year, y.year_target, y.year_target_missing,
  y.target_qualifier, y.actual, y.actual_missing, y.actual_qualifier, w.rank_among,
  w.rank_among_missing, y.forecast, y.respondents
FROM main.indicator_groups AS y
JOIN main.indicator_group_definitions AS g USING (municipality_code, owner_type, policy_id, plan_id,
  measure_id, project_id, indicator_id, group_id)
JOIN main.indicators AS w USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
  project_id, indicator_id, fiscal_year);

-- Interim targets and former ones are the whole's.
CREATE VIEW as_indicators.indicator_targets AS
FROM main.indicator_targets WHERE false;

CREATE VIEW as_indicators.indicator_breaks AS
SELECT b.* REPLACE (group_named(b.indicator_id, g.group_id) AS indicator_id)
FROM main.indicator_breaks AS b
JOIN main.indicator_group_definitions AS g USING (municipality_code, owner_type, policy_id, plan_id,
  measure_id, project_id, indicator_id);

-- What follows reads these in place of the indicators' own.
SET search_path = 'as_indicators,main';
