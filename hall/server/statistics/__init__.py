"""Statistics as the server tells them: days read one by one, figures in words, tables and files."""
