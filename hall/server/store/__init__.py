"""What the hall keeps: SQLite in WAL mode with synchronous=FULL, one writer, readers that cannot write."""
