-- How far the city is with a recommendation: as its last response says.

CREATE TABLE recomputed_recommendations AS
SELECT r.municipality_code, r.recommendation_id,
  coalesce(max_by(s.response_status, s.responded), 'unanswered') AS recommendation_status
FROM recommendations AS r
LEFT JOIN responses AS s USING (municipality_code, recommendation_id)
GROUP BY r.municipality_code, r.recommendation_id;
