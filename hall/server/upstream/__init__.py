"""Evaluations on their way to the province: made up from the tables, written as its mapping says, sent one at a time."""
