"""Pick-up lockers: frames of the common lock boards, and one driver that believes only the door's sensor."""
