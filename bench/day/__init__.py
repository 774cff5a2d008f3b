"""A whole day of a large hall, faster than life: real programs over HTTP, an independent account at the end.

python -m bench.day                      3,000 visitors, 9 hours, about a quarter of an hour
python -m bench.day --check day-output   look once more at what a day left
"""
