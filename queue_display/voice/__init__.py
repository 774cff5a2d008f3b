"""The calling voice: what is said, when and where; the speaker behind it is a device like any other."""
