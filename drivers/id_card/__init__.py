"""Readers of the second-generation ID card (GA/T 467 chapter 7, "SAM-V") and the cards' four layouts."""
