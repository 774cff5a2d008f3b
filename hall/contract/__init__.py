"""The messages between the hall's programs and its server."""
