"""The programs everyone waiting looks at."""
