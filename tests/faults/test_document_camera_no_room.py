"""There is no room for the document camera's pictures, or their folder is gone."""

import resource
from pathlib import Path

from drivers.types import CompletionCode, DeviceState
from tests.support.desks import at_desk, idle_until, private


def test_a_capture_without_room_is_an_error_and_leaves_nothing_behind(tmp_path):
    folder = private(tmp_path / "private")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with at_desk() as desk:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
        try:
            done = desk.do("capture", folder=folder, what="picture")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "disk.full")
        assert not list(Path(folder).iterdir())
        assert desk.do("capture", folder=folder, what="picture").code is CompletionCode.SUCCESS


def test_a_preview_whose_folder_is_taken_away_ends_and_the_camera_works_on(tmp_path):
    folder = private(tmp_path / "private")
    with at_desk() as desk:
        desk.do("preview_start", folder=folder)
        Path(folder).rmdir()
        status = idle_until(desk, lambda _: "previewEnded" in desk.context.kinds)
        assert status.device is DeviceState.ONLINE
        assert desk.do("end_transaction").result["files"] == 0
