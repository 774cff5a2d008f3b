"""A citizen's visit as pure state machines: (state, event) -> (state, effects)."""
