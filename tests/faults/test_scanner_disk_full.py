"""There is no room for the page."""

import resource

from drivers.types import CompletionCode
from tests.support.sane_scanner import scanner


def test_a_page_without_room_is_an_error_and_leaves_nothing_behind():
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with scanner() as desk:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
        try:
            done = desk.scan()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert (done.code, done.error) == (CompletionCode.INTERNAL_ERROR, "disk.full")
        assert desk.files() == []
        assert desk.scan().done
