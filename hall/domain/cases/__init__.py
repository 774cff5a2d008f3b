"""Cases (办件): what becomes of an application, step by step, and whether it is in time. Pure."""
