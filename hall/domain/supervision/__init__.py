"""Supervision (电子监察): the lights of windows, and warnings about windows, cases, people who wait, staff and orders."""
