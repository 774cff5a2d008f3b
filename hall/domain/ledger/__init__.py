"""The hall's ledger: what citizens tell it (建议、投诉、办不成事) and bad reviews (差评), one engine for all.

Each entry has a number, deadlines by working days, and steps that are signed, timed and never taken back.
"""
