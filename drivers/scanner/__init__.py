"""Scanners and document cameras, and what is done with the pages they see."""
