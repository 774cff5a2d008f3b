"""The touch screen walked: a page of targets, one after another, and where each touch really landed."""
