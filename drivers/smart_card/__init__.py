"""Chip cards by PC/SC: the social-security card (LD/T 32, read without any PIN) and staff cards."""
