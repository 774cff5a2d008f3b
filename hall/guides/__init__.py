"""Guides as files: read, checked, imported from an item directory, put in order for people to read."""
