-- How many of those asked named a measure. With p = 100 × c ÷ n, p × (100 − p) ÷ n is 100² c (n − c) ÷ n³.

CREATE TABLE recomputed_surveys AS
SELECT s.municipality_code, s.fiscal_year, s.plan_id, s.measure_id,
  percentage(s.count, s.respondents, m.share_places::INT) AS share,
  CASE WHEN s.count::INT > 0 AND s.count::INT < s.respondents::INT
    THEN margin(
      10000 * s.count::HUGEINT * (s.respondents::HUGEINT - s.count::HUGEINT),
      s.respondents::HUGEINT * s.respondents::HUGEINT * s.respondents::HUGEINT,
      m.share_places::INT)
  END AS share_margin
FROM surveys AS s
JOIN municipality AS m USING (municipality_code);
