"""The queue of one hall and day: places, windows, who is next and why. Pure: no store, no clock."""
