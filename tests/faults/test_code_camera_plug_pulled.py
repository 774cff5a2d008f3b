"""The camera that reads codes goes away, was never there, or is none."""

import pytest

from drivers.transport.base import WireError, WireReason
from drivers.transport.open import open_connection
from tests.support.cameras import watching


def test_the_end_of_the_frames_is_an_unplugged_camera(tmp_path):
    with watching(tmp_path, lambda twin: twin.empty(5)) as desk:
        desk.driver.start()
        with pytest.raises(WireError) as caught:
            desk.do()
        assert caught.value.reason is WireReason.GONE


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        ("video:/no/such/file.avi", WireReason.NOT_FOUND),
        ("video:/dev/null", WireReason.INVALID),
        ("/dev/v4l/by-id/none", WireReason.NOT_FOUND),
    ],
)
def test_a_port_that_is_no_camera_says_why(port, reason):
    with pytest.raises(WireError) as caught:
        open_connection(port, {}, lambda: None)
    assert caught.value.reason is reason


def test_a_file_that_is_no_video_says_so(tmp_path):
    (tmp_path / "note.avi").write_text("no video")
    with pytest.raises(WireError) as caught:
        open_connection(f"video:{tmp_path / 'note.avi'}", {}, lambda: None)
    assert caught.value.reason is WireReason.INVALID


def test_a_camera_is_not_recorded_by_the_tap(tmp_path):
    with pytest.raises(WireError, match="video:FILE"):
        open_connection("video:x.avi", {}, lambda: None, record=str(tmp_path / "tap"))
