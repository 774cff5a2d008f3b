"""Ticket and receipt printers: forms as data, ESC/POS bytes, the driver."""
