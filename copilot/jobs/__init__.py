"""One file a job, each to be read from top to bottom."""
