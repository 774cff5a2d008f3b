"""A4 printers behind CUPS or any other IPP queue."""
