"""What performs pick-up: the locker's doors, and what this unit knows of its parcels."""
