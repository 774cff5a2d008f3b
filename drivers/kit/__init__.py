"""The kit for driver makers: one contract for every driver, tried on its twin or on the hardware."""
