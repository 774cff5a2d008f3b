"""What every program of the hall shares, and the hall's server."""
