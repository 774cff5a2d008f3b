"""Small things around a terminal: relay and input boards (guide lights, door contacts), the UPS."""
