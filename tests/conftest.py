"""What holds for every test: no screen, no GPU, no network but 127.0.0.1, and a warning is a failure."""

from __future__ import annotations

import logging
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("LANG", "zh_CN.UTF-8")

import pytest


class _Unexpected(logging.Handler):
    """Keep every record of WARNING or above that nobody expected."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append(record)


@pytest.fixture(autouse=True)
def _fail_on_log(request):
    """A WARNING that the test did not announce with `@pytest.mark.logs` fails it."""
    if request.node.get_closest_marker("logs"):
        yield
        return
    handler = _Unexpected()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    assert not handler.records, [record.getMessage() for record in handler.records]
