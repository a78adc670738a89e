"""Programs that the Makefile runs: they belong to the checks, not to the site."""
