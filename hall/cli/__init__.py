"""The command `hallkit`: everything a technician types."""
