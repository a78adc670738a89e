-- A project's year: its money, and how it stands by its indicators.

CREATE TABLE recomputed_projects AS
WITH
beside AS (
  SELECT y.*, p.settlement AS previous_settlement, m.money_rate_places::INT AS rate_places,
    m.unit_cost_places::INT AS cost_places, m.cost_per_resident_places::INT AS resident_places,
    m.cost_per_resident_of, people.population,
    CASE y.money_unit WHEN '千円' THEN 1000 WHEN '百万円' THEN 1000000 ELSE 1 END AS yen,
    added(y.settlement, y.personnel_cost) AS both_costs,
    added(y.planned_cost, y.planned_personnel_cost) AS planned_costs
  FROM projects AS y
  JOIN municipality AS m USING (municipality_code)
  LEFT JOIN projects AS p ON (p.municipality_code, p.project_id, p.fiscal_year::INT)
    = (y.municipality_code, y.project_id, y.fiscal_year::INT - 1)
  LEFT JOIN populations AS people ON (people.municipality_code, people.fiscal_year)
    = (y.municipality_code, y.fiscal_year)
),
-- The status that wants most attention of those that are judged, and whether a target is known to be missed.
standing AS (
  SELECT municipality_code, project_id, fiscal_year,
    list_extract(
      ['worsened', 'undetermined', 'unchanged', 'improved', 'achieved'],
      min(list_position(
        ['worsened', 'undetermined', 'unchanged', 'improved', 'achieved'], status))
    ) AS status,
    bool_or(attained = 'false') AS missed
  FROM recomputed_indicators
  WHERE owner_type = 'project'
  GROUP BY ALL
),
-- The years that record nothing of an indicator that is to be judged.
unrecorded AS (
  SELECT DISTINCT y.municipality_code, y.project_id, y.fiscal_year
  FROM projects AS y
  JOIN indicator_definitions AS d ON d.owner_type = 'project'
    AND (d.municipality_code, d.project_id) = (y.municipality_code, y.project_id)
    AND d.kind NOT IN ('output', 'target_group') AND d.declared_direction <> 'none'
  LEFT JOIN recomputed_indicators AS r ON r.owner_type = 'project'
    AND (r.municipality_code, r.project_id, r.indicator_id, r.fiscal_year)
    = (y.municipality_code, y.project_id, d.indicator_id, y.fiscal_year)
  WHERE r.indicator_id IS NULL
)
SELECT b.municipality_code, b.project_id, b.fiscal_year,
  difference(settlement, previous_settlement) AS settlement_change,
  way(settlement, previous_settlement, ltrim(previous_settlement, '-'), '0', rate_places)
    AS settlement_change_rate,
  CASE WHEN exact(budget) > 0 THEN percentage(settlement, budget, rate_places) END
    AS execution_rate,
  both_costs AS total_cost,
  planned_costs AS planned_total_cost,
  CASE unit_cost_of
    WHEN 'settlement' THEN per(settlement, quantity, cost_places)
    WHEN 'total_cost' THEN per(both_costs, quantity, cost_places)
  END AS unit_cost,
  CASE WHEN exact(settlement) > 0 THEN percentage(general, settlement, rate_places) END
    AS general_share,
  list_transform([if(cost_per_resident_of = 'settlement', settlement, both_costs)],
    lambda cost: quotient(yen * whole(cost, places(cost)), whole(population, places(cost)), resident_places))[1]
    AS cost_per_resident,
  coalesce(s.status, if(u.project_id IS NULL, 'not_judged', 'undetermined')) AS status,
  coalesce(s.missed, false)::VARCHAR AS missed
FROM beside AS b
LEFT JOIN standing AS s USING (municipality_code, project_id, fiscal_year)
LEFT JOIN unrecorded AS u USING (municipality_code, project_id, fiscal_year);

-- What a project is to cost as a whole.
CREATE TABLE recomputed_project_definitions AS
SELECT municipality_code, project_id,
  added(whole_planned_cost, whole_personnel_cost) AS whole_planned_total_cost
FROM project_definitions;
