"""The indices as the server tells them: counted from the tables, in words, tables and files."""
