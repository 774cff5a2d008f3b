"""What QML sees of a board."""
