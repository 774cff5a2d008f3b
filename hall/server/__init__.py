"""The hall's server: the queue, the intake of what citizens did, and the live feed."""
