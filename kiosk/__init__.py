"""The programs a person touches: the terminal, the ticket dispenser, the device bench."""
