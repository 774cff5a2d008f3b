"""LED window signs: Onbon BX-5K/6K frames, and text signs whose protocol is a table."""
