"""Code scanners that speak text on a serial line."""
