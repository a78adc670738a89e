"""Open data: the tables, and the files that hold and describe them."""
