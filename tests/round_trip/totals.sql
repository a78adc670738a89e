-- Sums and counts of a municipality, a policy, a chapter or measure in a year: of the projects that a
-- sheet lists, of those that name it as theirs, of all.

CREATE TABLE members AS
SELECT municipality_code, owner_type, policy_id, plan_id, measure_id, fiscal_year::INT AS year,
  project_set, project_id
FROM listed_projects
WHERE project_set = 'listed'
UNION ALL
SELECT municipality_code, 'municipality', 'not_applicable', 'not_applicable', 'not_applicable',
  fiscal_year::INT, 'all', project_id
FROM projects
UNION ALL
SELECT municipality_code, 'policy', d.policy_id, 'not_applicable', 'not_applicable',
  fiscal_year::INT, 'own', project_id
FROM projects JOIN project_definitions AS d USING (municipality_code, project_id)
WHERE d.policy_id <> 'not_recorded'
UNION ALL
SELECT municipality_code, 'measure', 'not_applicable', d.plan_id, d.measure_id,
  fiscal_year::INT, 'own', project_id
FROM projects JOIN project_definitions AS d USING (municipality_code, project_id)
WHERE d.measure_id <> 'not_recorded';

CREATE TABLE sums AS
SELECT municipality_code, owner_type, m.policy_id, plan_id, measure_id, year, project_set,
  count(*) AS projects, count(settlement) AS counted,
  kept(sum(exact(settlement)), max(places(settlement))) AS total,
  coalesce(list(project_id ORDER BY project_id) FILTER (settlement IS NOT NULL), []) AS who
FROM members AS m
JOIN (SELECT *, fiscal_year::INT AS year FROM projects) AS p
  USING (municipality_code, project_id, year)
GROUP BY ALL;

-- Of the same projects alone: those of which both years' settlement is known.
CREATE TABLE like_for_like AS
SELECT m.municipality_code, m.owner_type, m.policy_id, m.plan_id, m.measure_id, m.year,
  m.project_set, count(*) AS projects,
  kept(sum(exact(n.settlement)), max(places(n.settlement))) AS total,
  kept(sum(exact(b.settlement)), max(places(b.settlement))) AS previous_total
FROM members AS m
JOIN projects AS n ON (n.municipality_code, n.project_id, n.fiscal_year::INT)
  = (m.municipality_code, m.project_id, m.year)
JOIN projects AS b ON (b.municipality_code, b.project_id, b.fiscal_year::INT)
  = (m.municipality_code, m.project_id, m.year - 1)
WHERE n.settlement IS NOT NULL AND b.settlement IS NOT NULL
GROUP BY ALL;

CREATE TABLE recomputed_totals AS
WITH beside AS (
  SELECT t.municipality_code, t.owner_type, t.policy_id, t.plan_id, t.measure_id, t.project_id,
    t.fiscal_year, t.project_set, m.money_rate_places::INT AS rate_places,
    coalesce(n.projects, 0) AS projects, coalesce(n.counted, 0) AS counted, n.total,
    coalesce(c.projects, 0) AS compared, c.total AS compared_total,
    c.previous_total AS compared_previous,
    b.total AS previous_total, coalesce(n.who, []) = coalesce(b.who, []) AS same,
    coalesce(n.projects > n.counted, false) OR coalesce(b.projects > b.counted, false) AS lacking
  FROM totals AS t
  JOIN municipality AS m USING (municipality_code)
  LEFT JOIN sums AS n ON
    (n.municipality_code, n.owner_type, n.policy_id, n.plan_id, n.measure_id, n.year,
      n.project_set)
    = (t.municipality_code, t.owner_type, t.policy_id, t.plan_id, t.measure_id,
      t.fiscal_year::INT, t.project_set)
  LEFT JOIN sums AS b ON
    (b.municipality_code, b.owner_type, b.policy_id, b.plan_id, b.measure_id, b.year,
      b.project_set)
    = (t.municipality_code, t.owner_type, t.policy_id, t.plan_id, t.measure_id,
      t.fiscal_year::INT - 1, t.project_set)
  LEFT JOIN like_for_like AS c ON
    (c.municipality_code, c.owner_type, c.policy_id, c.plan_id, c.measure_id, c.year,
      c.project_set)
    = (t.municipality_code, t.owner_type, t.policy_id, t.plan_id, t.measure_id,
      t.fiscal_year::INT, t.project_set)
)
SELECT municipality_code, owner_type, policy_id, plan_id, measure_id, project_id, fiscal_year,
  project_set,
  projects::VARCHAR AS projects, counted::VARCHAR AS counted, total AS settlement_total,
  same::VARCHAR AS same_projects,
  CASE WHEN same OR NOT lacking THEN difference(total, previous_total) END AS settlement_change,
  CASE WHEN same OR NOT lacking
    THEN way(total, previous_total, ltrim(previous_total, '-'), '0', rate_places)
  END AS settlement_change_rate,
  compared::VARCHAR AS compared_projects, compared_total AS compared_settlement_total,
  compared_previous AS compared_previous_total,
  difference(compared_total, compared_previous) AS settlement_compared_change,
  way(compared_total, compared_previous, ltrim(compared_previous, '-'), '0', rate_places)
    AS settlement_compared_change_rate
FROM beside;

CREATE TABLE recomputed_status_counts AS
WITH
standing AS (
  SELECT municipality_code, owner_type, policy_id, plan_id, measure_id, fiscal_year,
    CASE project_set WHEN 'listed' THEN 'listed_projects' ELSE 'projects' END AS counted_things,
    p.status, p.missed = 'true' AS missed, s.settlement
  FROM listed_projects AS l
  JOIN recomputed_projects AS p USING (municipality_code, project_id, fiscal_year)
  JOIN (SELECT municipality_code, project_id, fiscal_year, settlement FROM projects) AS s
    USING (municipality_code, project_id, fiscal_year)
  UNION ALL
  SELECT municipality_code, owner_type, policy_id, plan_id, measure_id, fiscal_year,
    owner_type || '_indicators', status, coalesce(attained = 'false', false), NULL
  FROM recomputed_indicators
  WHERE owner_type <> 'project'
  UNION ALL
  SELECT municipality_code, 'municipality', 'not_applicable', 'not_applicable', 'not_applicable',
    fiscal_year, owner_type || '_indicators', status, coalesce(attained = 'false', false), NULL
  FROM recomputed_indicators
  WHERE owner_type <> 'project'
)
SELECT c.municipality_code, c.owner_type, c.policy_id, c.plan_id, c.measure_id, c.project_id,
  c.fiscal_year, c.counted_things, c.status,
  count(*) FILTER (s.status = c.status)::VARCHAR AS status_count,
  count(*) FILTER (s.status = c.status AND s.missed)::VARCHAR AS missed_count,
  count(s.status)::VARCHAR AS status_of,
  kept(sum(exact(s.settlement)) FILTER (s.status = c.status),
    max(places(s.settlement)) FILTER (s.status = c.status)) AS settlement_total,
  kept(sum(exact(s.settlement)) FILTER (s.status = c.status AND s.missed),
    max(places(s.settlement)) FILTER (s.status = c.status AND s.missed)) AS missed_settlement_total
FROM status_counts AS c
LEFT JOIN standing AS s USING (municipality_code, owner_type, policy_id, plan_id, measure_id,
  fiscal_year, counted_things)
GROUP BY ALL;

CREATE TABLE recomputed_status_changes AS
WITH
standing AS (
  SELECT municipality_code, owner_type, policy_id, plan_id, measure_id, project_id, indicator_id,
    fiscal_year::INT AS year, status
  FROM recomputed_indicators
  WHERE owner_type <> 'project'
  UNION ALL
  SELECT municipality_code, 'project', 'not_applicable', 'not_applicable', 'not_applicable',
    project_id, 'not_applicable', fiscal_year::INT, status
  FROM recomputed_projects
),
beside AS (
  SELECT c.municipality_code, c.owner_type, c.policy_id, c.plan_id, c.measure_id, c.project_id,
    c.indicator_id, c.fiscal_year, b.status AS before, n.status AS now
  FROM status_changes AS c
  LEFT JOIN standing AS n ON
    (n.municipality_code, n.owner_type, n.policy_id, n.plan_id, n.measure_id, n.project_id,
      n.indicator_id, n.year)
    = (c.municipality_code, c.owner_type, c.policy_id, c.plan_id, c.measure_id, c.project_id,
      c.indicator_id, c.fiscal_year::INT)
  LEFT JOIN standing AS b ON
    (b.municipality_code, b.owner_type, b.policy_id, b.plan_id, b.measure_id, b.project_id,
      b.indicator_id, b.year)
    = (c.municipality_code, c.owner_type, c.policy_id, c.plan_id, c.measure_id, c.project_id,
      c.indicator_id, c.fiscal_year::INT - 1)
)
SELECT municipality_code, owner_type, policy_id, plan_id, measure_id, project_id, indicator_id,
  fiscal_year, before AS previous_status, now AS status,
  CASE
    WHEN before = now THEN 'same'
    WHEN now = 'achieved' THEN 'reached'
    WHEN now = 'worsened' THEN 'worsened'
    WHEN before = 'achieved' THEN 'lost'
    WHEN before = 'worsened' THEN 'recovered'
    ELSE 'between'
  END AS status_change
FROM beside;

-- What each source gave to the amounts of a year, of all projects.
CREATE TABLE recomputed_funding_totals AS
WITH told AS (
  SELECT municipality_code, fiscal_year, funding_of,
    count(DISTINCT project_id)::VARCHAR AS funded_projects
  FROM funding
  WHERE fiscal_year <> 'not_applicable'
  GROUP BY ALL
)
SELECT municipality_code, fiscal_year, funding_of, funding_source, funding_source_name,
  kept(sum(exact(amount)), max(places(amount))) AS funding_total,
  any_value(funded_projects) AS funded_projects,
  count(*)::VARCHAR AS funding_amounts, count(amount)::VARCHAR AS counted_amounts
FROM funding JOIN told USING (municipality_code, fiscal_year, funding_of)
GROUP BY ALL;
