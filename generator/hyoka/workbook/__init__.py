"""A year's values of all records in an Excel workbook: made of the records, and taken from it."""
