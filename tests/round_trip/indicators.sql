-- What the method page says of an indicator's year, from the numbers that are recorded.

-- A number of which a sheet only says that the value is above or below it.
CREATE MACRO is_bounded(q) AS q IN ('at_least', 'at_most', 'more_than', 'less_than');
CREATE MACRO is_open(q) AS q IN ('more_than', 'less_than');

-- What a value is at least, and at most; infinite where nothing is said.
CREATE MACRO at_least(x, q) AS if(q IN ('at_most', 'less_than'), -1e19::DECIMAL(38, 18), exact(x));
CREATE MACRO at_most(x, q) AS if(q IN ('at_least', 'more_than'), 1e19::DECIMAL(38, 18), exact(x));

-- Whether x is certainly above y; both with what is said of them.
CREATE MACRO is_above(x, q, y, r) AS
  at_least(x, q) > at_most(y, r)
    OR (is_open(q) OR is_open(r)) AND at_least(x, q) = at_most(y, r);

CREATE TABLE held_targets AS
WITH
interim AS (FROM indicator_targets WHERE target_type = 'interim'),
superseded AS (FROM indicator_targets WHERE target_type = 'superseded'),
-- Of a target that was changed more than once, the first change after a year tells what held in it.
superseding AS (
  SELECT y.municipality_code, y.owner_type, y.policy_id, y.plan_id, y.measure_id, y.project_id,
    y.indicator_id, y.fiscal_year, min_by(s.target, s.fiscal_year::INT) AS before, true AS found
  FROM indicators AS y
  JOIN superseded AS s USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
    project_id, indicator_id)
  WHERE s.fiscal_year::INT > y.fiscal_year::INT
  GROUP BY ALL
),
known AS (
  SELECT y.*, m.declared_method AS method_of_all, d.declared_direction, d.declared_method,
    d.baseline_respondents, d.target_rule, d.cumulative_from, d.rank_among AS among_all, d.rank_among_missing AS among_missing,
    d.lowest AS wanted_lowest, d.highest AS wanted_highest,
    d.target AS plan_target, d.target_missing AS plan_target_missing,
    d.target_year AS plan_target_year, d.lowest IS NOT NULL OR d.highest IS NOT NULL AS has_range,
    y.year_target_missing IS DISTINCT FROM 'not_recorded' AS is_own,
    i.target AS interim_target, i.target IS NOT NULL AS is_interim,
    coalesce(d.target_year::INT < y.fiscal_year::INT, false) AS has_passed,
    s.before AS superseded_target, coalesce(s.found, false) AS is_superseded,
    if(y.owner_type = 'project', m.project_rate_places, m.policy_rate_places)::INT AS rate_places,
    m.share_places::INT AS margin_places, y.unit IN ('％', '%') AS in_percent
  FROM indicators AS y
  JOIN indicator_definitions AS d USING (municipality_code, owner_type, policy_id, plan_id,
    measure_id, project_id, indicator_id)
  JOIN municipality AS m USING (municipality_code)
  LEFT JOIN interim AS i USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
    project_id, indicator_id, fiscal_year)
  LEFT JOIN superseding AS s USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
    project_id, indicator_id, fiscal_year)
)
SELECT *,
  is_own OR is_interim OR has_passed AS without_plan,
  CASE
    WHEN is_own THEN year_target
    WHEN is_interim THEN interim_target
    WHEN has_passed THEN NULL
    WHEN is_superseded THEN superseded_target
    ELSE plan_target
  END AS held_target,
  if(without_plan, NULL, wanted_lowest) AS held_lowest,
  if(without_plan, NULL, wanted_highest) AS held_highest,
  has_range AND NOT without_plan AS held_range,
  CASE
    WHEN is_own OR is_interim THEN fiscal_year
    WHEN NOT has_passed THEN plan_target_year
  END AS held_year,
  CASE
    WHEN plan_target_missing = 'not_recorded' OR has_passed THEN held_target
    WHEN is_superseded THEN superseded_target
    ELSE plan_target
  END AS last_target,
  coalesce(plan_target, year_target) AS leading_target
FROM known;

-- Whether a break lies between a year and the baseline's, or the year before.
CREATE TABLE broken AS
SELECT y.municipality_code, y.owner_type, y.policy_id, y.plan_id, y.measure_id, y.project_id,
  y.indicator_id, y.fiscal_year,
  bool_or(b.fiscal_year = y.fiscal_year) AS since_previous,
  bool_or(
    CASE
      WHEN y.baseline_year IS NULL THEN b.fiscal_year::INT <= y.fiscal_year::INT
      ELSE b.fiscal_year::INT > least(y.baseline_year::INT, y.fiscal_year::INT)
        AND b.fiscal_year::INT <= greatest(y.baseline_year::INT, y.fiscal_year::INT)
    END
  ) AS since_baseline
FROM indicators AS y
JOIN indicator_breaks AS b USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
  project_id, indicator_id)
GROUP BY ALL;

-- The sum of the years that a target counts, where the actual of each of them is known.
CREATE TABLE cumulated AS
SELECT y.municipality_code, y.owner_type, y.policy_id, y.plan_id, y.measure_id, y.project_id,
  y.indicator_id, y.fiscal_year,
  if(count(p.actual) FILTER (NOT is_bounded(p.actual_qualifier)) = any_value(y.fiscal_year::INT - y.cumulative_from::INT + 1),
    kept(sum(exact(p.actual)), max(places(p.actual))), NULL) AS cumulative
FROM held_targets AS y
JOIN indicators AS p USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
  project_id, indicator_id)
WHERE p.fiscal_year::INT BETWEEN y.cumulative_from::INT AND y.fiscal_year::INT
GROUP BY ALL;

-- Beside what it is compared with; the direction that is wanted; the way its rate is computed.
CREATE TABLE compared AS
WITH beside AS (
  SELECT h.*, h.cumulative_from IS NOT NULL AS is_cumulative,
    h.among_missing IS DISTINCT FROM 'not_recorded' AS is_rank,
    (h.rank_among, h.rank_among_missing) IS NOT DISTINCT FROM (h.among_all, h.among_missing)
      AS among_as_baseline,
    (h.rank_among, h.rank_among_missing)
      IS NOT DISTINCT FROM (p.rank_among, p.rank_among_missing) AS among_as_previous, s.cumulative AS sum_so_far,
    if(p.forecast = 'true', NULL, p.actual) AS previous_actual,
    p.actual_qualifier AS previous_qualifier, p.respondents AS previous_respondents,
    NOT coalesce(b.since_baseline, false) AS same_as_baseline,
    NOT coalesce(b.since_previous, false) AS same_as_previous,
    CASE
      -- A sheet that does not say which way is better lets nobody else say it.
      WHEN h.declared_direction = 'not_stated' THEN NULL
      WHEN h.declared_direction <> 'not_recorded' THEN h.declared_direction
      WHEN h.among_missing IS DISTINCT FROM 'not_recorded' THEN 'lower'
      WHEN h.target_rule = 'increase' THEN 'higher'
      WHEN h.target_rule = 'decrease' THEN 'lower'
      WHEN exact(h.leading_target) > exact(h.baseline) THEN 'higher'
    END AS wanted,
    if(h.declared_method = 'not_recorded', h.method_of_all, h.declared_method) AS method
  FROM held_targets AS h
  LEFT JOIN broken AS b USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
    project_id, indicator_id, fiscal_year)
  LEFT JOIN cumulated AS s USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
    project_id, indicator_id, fiscal_year)
  LEFT JOIN indicators AS p ON
    (p.municipality_code, p.owner_type, p.policy_id, p.plan_id, p.measure_id, p.project_id,
      p.indicator_id, p.fiscal_year::INT)
    = (h.municipality_code, h.owner_type, h.policy_id, h.plan_id, h.measure_id, h.project_id,
      h.indicator_id, h.fiscal_year::INT - 1)
)
SELECT *,
  if(is_cumulative, sum_so_far, actual) AS counted,
  if(is_cumulative, 'achievement_rate_cumulative', if(wanted = 'lower' AND NOT is_rank AND held_target IS NOT NULL
    AND declared_method <> 'none' AND method NOT IN ('not_recorded', 'none'),
    'achievement_rate_' || method, 'achievement_rate')) AS rate_method,
  -- No year is compared with a later baseline, nor with itself.
  if(same_as_baseline AND among_as_baseline AND (baseline_year IS NULL OR baseline_year::INT < fiscal_year::INT
    OR baseline_year::INT = fiscal_year::INT AND exact(actual) <> exact(baseline)),
    baseline, NULL) AS fit_baseline,
  if(same_as_previous AND among_as_previous, previous_actual, NULL) AS fit_previous,
  exact(coalesce(fit_baseline, fit_previous)) AS reference,
  if(fit_baseline IS NOT NULL, baseline_qualifier, previous_qualifier) AS reference_qualifier,
  is_bounded(actual_qualifier) OR is_bounded(reference_qualifier) AS is_unsure,
  -- Of these numbers, which a figure can be made of.
  if(is_bounded(actual_qualifier), NULL, actual) AS sure_actual,
  if(is_bounded(baseline_qualifier), NULL, fit_baseline) AS sure_baseline,
  if(is_bounded(previous_qualifier), NULL, fit_previous) AS sure_previous
FROM beside;

-- How far outside the wanted range: 0 within it, and where an end is open.
CREATE MACRO outside(x, lowest, highest) AS
  greatest(coalesce(exact(lowest) - x, 0), coalesce(x - exact(highest), 0), 0);

CREATE TABLE judged AS
WITH grouped AS (
  -- Where a sheet gives only groups, nothing is said of the whole.
  SELECT *, actual_missing IS NOT DISTINCT FROM 'not_stated' AND (municipality_code, owner_type,
    policy_id, plan_id, measure_id, project_id, indicator_id, fiscal_year) IN (
      SELECT (municipality_code, owner_type, policy_id, plan_id, measure_id, project_id,
        indicator_id, fiscal_year) FROM indicator_groups) AS is_only_by_group
  FROM compared
),
met AS (
  SELECT *,
    coalesce(kind IN ('output', 'target_group'), false) OR is_only_by_group AS is_unjudged,
    CASE
      WHEN counted IS NULL OR actual IS NULL OR wanted = 'none' OR is_unjudged OR forecast = 'true' THEN NULL
      WHEN held_range AND wanted = 'range' THEN
        outside(exact(actual), held_lowest, held_highest) = 0
      WHEN target_rule <> 'not_recorded' AND NOT without_plan AND NOT is_superseded THEN CASE
        WHEN fit_baseline IS NULL THEN NULL
        WHEN is_above(actual, actual_qualifier, baseline, baseline_qualifier) THEN
          target_rule = 'increase' OR target_rule = 'maintain' AND wanted IS NOT DISTINCT FROM 'higher'
        WHEN is_above(baseline, baseline_qualifier, actual, actual_qualifier) THEN
          target_rule = 'decrease' OR target_rule = 'maintain' AND wanted IS NOT DISTINCT FROM 'lower'
        WHEN NOT is_bounded(actual_qualifier) AND NOT is_bounded(baseline_qualifier) THEN
          target_rule = 'maintain'
      END
      WHEN held_range OR held_target IS NULL THEN NULL
      WHEN wanted = 'higher' AND is_cumulative THEN exact(counted) >= exact(held_target)
      WHEN wanted = 'higher' THEN CASE
        WHEN is_above(actual, actual_qualifier, held_target, '') THEN true
        WHEN is_above(held_target, '', actual, actual_qualifier) THEN false
        WHEN is_open(target_qualifier) THEN
          if(at_most(actual, actual_qualifier) <= exact(held_target), false, NULL)
        WHEN at_least(actual, actual_qualifier) >= exact(held_target) THEN true
      END
      WHEN wanted = 'lower' THEN CASE
        WHEN is_above(held_target, '', actual, actual_qualifier) THEN true
        WHEN is_above(actual, actual_qualifier, held_target, '') THEN false
        WHEN is_open(target_qualifier) THEN
          if(at_least(actual, actual_qualifier) >= exact(held_target), false, NULL)
        WHEN at_most(actual, actual_qualifier) <= exact(held_target) THEN true
      END
    END AS is_met,
    wanted IS NOT DISTINCT FROM 'none' OR is_unjudged AS is_not_judged,
    actual IS NOT NULL AND reference IS NOT NULL AND NOT is_cumulative AND NOT is_unjudged AND forecast <> 'true' AND coalesce(
      wanted IN ('higher', 'lower') OR wanted = 'range' AND has_range, false) AS can_be_compared
  FROM grouped
),
-- How much better than what it is compared with.
moved AS (
  SELECT *,
    CASE wanted
      WHEN 'higher' THEN exact(actual) - reference
      WHEN 'lower' THEN reference - exact(actual)
      WHEN 'range' THEN outside(reference, wanted_lowest, wanted_highest)
        - outside(exact(actual), wanted_lowest, wanted_highest)
    END AS better,
    CASE
      WHEN NOT is_unsure THEN NULL
      WHEN is_met IS NULL AND held_target IS NOT NULL THEN 'undetermined'
      WHEN is_above(actual, actual_qualifier, reference::VARCHAR, reference_qualifier) THEN
        if(wanted = 'higher', 'improved', 'worsened')
      WHEN is_above(reference::VARCHAR, reference_qualifier, actual, actual_qualifier) THEN
        if(wanted = 'higher', 'worsened', 'improved')
      ELSE 'undetermined'
    END AS status_if_unsure
  FROM met
)
SELECT *,
  CASE
    WHEN is_not_judged THEN 'not_judged'
    WHEN is_met THEN 'achieved'
    WHEN NOT can_be_compared THEN 'undetermined'
    WHEN is_unsure THEN status_if_unsure
    WHEN better > 0 THEN 'improved'
    WHEN better = 0 THEN 'unchanged'
    ELSE 'worsened'
  END AS status_told,
  CASE
    WHEN coalesce(is_met, false) OR NOT can_be_compared THEN 'not_applicable'
    WHEN is_unsure AND status_if_unsure = 'undetermined' THEN 'not_applicable'
    WHEN fit_baseline IS NOT NULL THEN 'baseline'
    ELSE 'previous_actual'
  END AS status_by
FROM moved;

CREATE TABLE recomputed_indicators AS
SELECT municipality_code, owner_type, policy_id, plan_id, measure_id, project_id, indicator_id,
  fiscal_year,
  held_target AS target, held_lowest AS lowest, held_highest AS highest, held_year AS target_year,
  last_target AS final_target,
  same_as_baseline::VARCHAR AS comparable_with_baseline,
  same_as_previous::VARCHAR AS comparable_with_previous,
  coalesce(wanted, 'not_recorded') AS direction,
  (declared_direction = 'not_recorded' AND wanted IS NOT NULL AND NOT is_rank
    AND target_rule NOT IN ('increase', 'decrease'))::VARCHAR AS direction_assumed,
  CASE
    WHEN declared_method = 'none' THEN NULL
    WHEN declared_direction = 'not_stated' THEN NULL
    WHEN rate_method = 'achievement_rate' THEN
      CASE WHEN exact(held_target) > 0 AND wanted IS DISTINCT FROM 'lower'
        THEN percentage(sure_actual, held_target, rate_places) END
    WHEN rate_method = 'achievement_rate_cumulative' THEN
      CASE WHEN exact(held_target) > 0 AND sure_actual IS NOT NULL
        THEN percentage(sum_so_far, held_target, rate_places) END
    WHEN rate_method = 'achievement_rate_from_baseline' THEN
      CASE WHEN exact(held_target) < exact(sure_baseline)
        THEN way(sure_baseline, sure_actual, sure_baseline, held_target, rate_places) END
    WHEN exact(sure_actual) < 0 OR exact(held_target) < 0 THEN NULL
    WHEN rate_method = 'achievement_rate_ratio' THEN percentage(held_target, sure_actual, rate_places)
    WHEN rate_method = 'achievement_rate_difference' THEN
      way(added(held_target, held_target), sure_actual, held_target, '0', rate_places)
  END AS achievement_rate,
  if(achievement_rate IS NULL, 'not_applicable', rate_method) AS achievement_method,
  -- A target on the unwanted side of the baseline is no way forward.
  CASE WHEN is_cumulative OR is_rank OR wanted = 'higher' AND exact(last_target) < exact(baseline)
      OR wanted = 'lower' AND exact(last_target) > exact(baseline) THEN NULL
    ELSE way(sure_actual, sure_baseline, last_target, sure_baseline, rate_places)
  END AS progress_rate,
  sum_so_far AS cumulative,
  difference(sure_actual, sure_baseline) AS change,
  CASE WHEN NOT in_percent AND NOT is_rank
    THEN way(sure_actual, sure_baseline, ltrim(sure_baseline, '-'), '0', rate_places)
  END AS change_rate,
  CASE WHEN in_percent AND is_share(sure_actual) AND is_share(sure_baseline)
    THEN two_margins(sure_actual, respondents, sure_baseline, baseline_respondents::HUGEINT,
      margin_places)
  END AS change_margin,
  difference(sure_actual, sure_previous) AS year_on_year,
  CASE WHEN NOT in_percent AND NOT is_rank
    THEN way(sure_actual, sure_previous, ltrim(sure_previous, '-'), '0', rate_places)
  END AS year_on_year_rate,
  CASE WHEN in_percent AND is_share(sure_actual) AND is_share(sure_previous)
    THEN two_margins(sure_actual, respondents, sure_previous, previous_respondents::HUGEINT,
      margin_places)
  END AS year_on_year_margin,
  is_met::VARCHAR AS attained,
  status_told AS status,
  status_by AS compared_with
FROM judged;
