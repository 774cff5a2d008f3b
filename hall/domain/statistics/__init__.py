"""What became of a hall's days, in figures. Formulas: docs/statistics.md. Times are microseconds since 1970 UTC."""
