"""What differs between two contents, and what a reviewer is told of it."""
