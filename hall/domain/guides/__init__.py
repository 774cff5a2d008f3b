"""Rules of service guides (办事指南): codes of items, how names are spelled, searching. Pure."""
