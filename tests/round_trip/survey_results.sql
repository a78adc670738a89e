-- What questions of surveys found, beside the last survey that asked the same in the same way.

CREATE VIEW asked AS
SELECT q.*,
  (SELECT max(p.fiscal_year::INT) FROM survey_questions AS p
   WHERE p.municipality_code = q.municipality_code AND p.question_id = q.question_id
     AND p.fiscal_year::INT < q.fiscal_year::INT) AS previous_year
FROM survey_questions AS q;

CREATE VIEW shares AS
SELECT r.*,
  CASE WHEN r.count IS NOT NULL AND r.respondents IS NOT NULL
    THEN percentage(r.count, r.respondents,
      if(r.printed_share IS NULL, m.share_places::INT, places(r.printed_share))::INT)
  END AS computed,
  coalesce(computed, r.printed_share) AS told_share,
  m.share_places::INT AS decimals
FROM survey_results AS r
JOIN municipality AS m USING (municipality_code);

-- Share × (100 − share), in units of the square of the share's decimal `n`.
CREATE MACRO squared_spread(share, n) AS whole(share, n) * (100 * ten(n) - whole(share, n));

CREATE TABLE recomputed_survey_results AS
SELECT now.municipality_code, now.fiscal_year, now.question_id, now.measure_id, now.policy_id,
  now.item_name, now.survey_group_id, now.answer,
  now.computed AS share,
  CASE
    WHEN now.computed IS NOT NULL
      THEN CASE WHEN now.count::INT > 0 AND now.count::INT < now.respondents::INT
        THEN margin(
          10000 * now.count::HUGEINT * (now.respondents::HUGEINT - now.count::HUGEINT),
          now.respondents::HUGEINT * now.respondents::HUGEINT * now.respondents::HUGEINT,
          now.decimals)
        END
    WHEN now.respondents IS NOT NULL AND squared_spread(now.printed_share, places(now.printed_share)) > 0
      THEN margin(
        squared_spread(now.printed_share, places(now.printed_share)),
        ten(2 * places(now.printed_share)) * now.respondents::HUGEINT,
        now.decimals)
  END AS share_margin,
  difference(now.told_share, before.told_share) AS share_change,
  list_transform(
    [{'n': greatest(places(now.told_share), places(before.told_share))}],
    lambda v: CASE
      WHEN squared_spread(now.told_share, v.n) > 0 AND squared_spread(before.told_share, v.n) > 0
        THEN margin(
          squared_spread(now.told_share, v.n) * before.respondents::HUGEINT
            + squared_spread(before.told_share, v.n) * now.respondents::HUGEINT,
          ten(2 * v.n) * now.respondents::HUGEINT * before.respondents::HUGEINT,
          now.decimals)
    END)[1] AS share_change_margin,
  difference(now.mean, before.mean) AS mean_change
FROM shares AS now
JOIN asked AS q USING (municipality_code, fiscal_year, question_id)
LEFT JOIN asked AS p
  ON p.municipality_code = q.municipality_code AND p.question_id = q.question_id
  AND p.fiscal_year::INT = q.previous_year
  AND p.share_of = q.share_of AND p.scale = q.scale AND p.several_answers = q.several_answers
  AND p.lowest_mean IS NOT DISTINCT FROM q.lowest_mean
  AND p.highest_mean IS NOT DISTINCT FROM q.highest_mean
LEFT JOIN shares AS before
  ON before.municipality_code = p.municipality_code AND before.fiscal_year = p.fiscal_year
  AND before.question_id = p.question_id AND before.plan_id = now.plan_id
  AND before.measure_id = now.measure_id AND before.policy_id = now.policy_id
  AND before.item_name = now.item_name
  AND before.survey_group_id = 'not_applicable' AND before.answer = 'not_applicable'
  AND now.survey_group_id = 'not_applicable' AND now.answer = 'not_applicable'
  AND before.respondents IS NOT NULL AND now.respondents IS NOT NULL;
