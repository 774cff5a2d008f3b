"""Applying, page by page: what is filled in, scanned, signed, and where each step leads. Pure."""
