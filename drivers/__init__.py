"""The device layer: one child process per device, bytes below, plain words above."""
