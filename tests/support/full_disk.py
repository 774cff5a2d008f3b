"""A disk without room."""

import resource
from contextlib import contextmanager


@contextmanager
def full_disk():
    """No file of this process may grow (RLIMIT_FSIZE): what a full disk looks like to SQLite."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
