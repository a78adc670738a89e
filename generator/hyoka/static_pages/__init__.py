"""What lies in `content/` besides the records: pages written by hand, and files."""
