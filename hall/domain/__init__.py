"""The hall's rules, pure: no clock, no network, no files."""
