"""What a municipality already has in Excel or CSV, taken into records by a mapping."""
