"""What git and GitHub know of the records: when each changed, and where it is kept."""
