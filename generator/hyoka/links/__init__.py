"""Links of records and pages: those that lead nowhere, and addresses that are taken."""
