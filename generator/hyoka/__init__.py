"""hyoka: policy evaluations 政策評価 from YAML records to a public website."""
