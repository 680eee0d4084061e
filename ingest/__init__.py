"""Sources in: the curated statements, and later the readers and importers."""
