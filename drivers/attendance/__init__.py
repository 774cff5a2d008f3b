"""Staff attendance: punches as records, judged one by one; files of attendance machines read in."""
