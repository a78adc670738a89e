-- What was computed of groups as of indicators.

SET search_path = 'main';

CREATE TABLE recomputed_indicator_groups AS
SELECT * EXCLUDE (indicator_id, lowest, highest, target_year, final_target),
  split_part(indicator_id, '/', 1) AS indicator_id, split_part(indicator_id, '/', 2) AS group_id
FROM as_indicators.recomputed_indicators;
