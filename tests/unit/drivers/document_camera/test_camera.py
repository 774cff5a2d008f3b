"""A document camera that does what it should, as the person at it sees it."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import pytest

from drivers.types import Canceled, CompletionCode, DeviceState
from tests.support.desks import advised, at_desk, idle_until, private


@pytest.fixture
def folder(tmp_path):
    return private(tmp_path / "private")


def later(do, *args):
    timer = threading.Timer(0.3, do, args)
    timer.start()
    return timer


def capture_by_itself(desk, folder, **args):
    return desk.do("capture_when_stable", timeout_ms=20_000, folder=folder, **args)


def test_a_sheet_that_is_put_down_is_captured_by_itself(folder):
    with at_desk() as desk:
        hand = later(desk.hand, desk.twin.put, "letter")
        done = capture_by_itself(desk, folder)
        hand.join()
    assert done.code is CompletionCode.SUCCESS, done
    assert desk.context.kinds == ["presentDocument", "documentDetected", "stable", "documentCaptured"]
    result = done.result
    assert (result["kind"], result["size_mm"], result["problems"]) == ("a4", [210.0, 297.0], [])
    assert abs(result["skew_degrees"] - 2) < 0.3
    assert result["frame_px"] == [1280, 960]
    page = cv2.imread(result["file"])
    assert [page.shape[1], page.shape[0]] == result["size_px"]
    assert Path(result["file"]).stat().st_size == result["bytes"]
    assert Path(result["file"]).stat().st_mode & 0o077 == 0


def test_the_outline_lies_on_the_sheet(folder):
    with at_desk() as desk:
        desk.hand(desk.twin.put, "letter")
        result = capture_by_itself(desk, folder).result
    # 297 mm are 0.86 of the picture's height, turned by 2 degrees about its middle.
    corners = result["corners"]
    assert sum(x for x, _ in corners) / 4 == pytest.approx(640, abs=3)
    assert sum(y for _, y in corners) / 4 == pytest.approx(480, abs=3)
    assert corners[3][1] - corners[0][1] == pytest.approx(0.86 * 960, abs=4)


def test_a_capture_by_hand_tells_faults_beside_its_picture(folder):
    with at_desk() as desk:
        desk.hand(desk.twin.put, "blank")
        done = desk.do("capture", folder=folder)
    assert (done.code, done.result["problems"]) == (CompletionCode.SUCCESS, ["page.blank"])


def test_an_empty_desk_gives_no_page_and_no_file(folder):
    with at_desk() as desk:
        done = desk.do("capture", folder=folder)
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, "page.notFound")
        done = desk.do("capture_when_stable", folder=folder, wait_ms=2000)
        assert (done.code, done.error) == (CompletionCode.TIME_OUT, "page.notFound")
    assert not list(Path(folder).iterdir())


def test_all_that_is_seen_can_be_captured_without_a_sheet(folder):
    with at_desk() as desk:
        done = desk.do("capture", folder=folder, what="picture")
    assert done.result["size_px"] == [1280, 960]


def test_the_next_page_is_another_one(folder):
    with at_desk() as desk:
        desk.hand(desk.twin.put, "letter")
        first = capture_by_itself(desk, folder).result["file"]
        desk.hand(lambda: desk.twin.put("letter", turn=-4, x=0.02))
        same = desk.do("capture_when_stable", folder=folder, new=True, wait_ms=2500)
        assert (same.code, same.error) == (CompletionCode.USER_ERROR, "page.unchanged")
        assert advised(desk) == ["page.unchanged"]
        desk.hand(desk.twin.put, "letter2")
        second = capture_by_itself(desk, folder, new=True)
        assert second.code is CompletionCode.SUCCESS, second
    assert Path(first).name == "page-0001.jpg"
    assert Path(second.result["file"]).name == "page-0002.jpg"


def test_two_sides_of_a_card_come_on_one_a4(folder):
    with at_desk() as desk:
        files = []
        for side in ("card-front", "card-back"):
            desk.hand(desk.twin.put, side)
            done = capture_by_itself(desk, folder, what="card", new=True)
            assert (done.code, done.result["size_mm"]) == (CompletionCode.SUCCESS, [85.6, 54.0])
            files.append(done.result["file"])
        sheet = desk.do("join_cards", front=files[0], back=files[1])
        assert (sheet.code, sheet.result["size_mm"]) == (CompletionCode.SUCCESS, [210.0, 297.0])
        assert cv2.imread(sheet.result["file"]).shape == (3508, 2480, 3)
        twice = desk.do("join_cards", front=files[0], back=files[0])
        assert (twice.code, twice.error) == (CompletionCode.USER_ERROR, "page.unchanged")


def test_a_letter_is_no_card(folder):
    with at_desk() as desk:
        desk.hand(desk.twin.put, "letter")
        assert desk.do("capture", folder=folder, what="card").error == "page.notFound"


def test_no_other_file_is_taken_for_a_card(folder, tmp_path):
    other = tmp_path / "card-0001.jpg"
    other.write_bytes(b"secret")
    with at_desk() as desk:
        desk.do("capture", folder=folder)
        done = desk.do("join_cards", front=str(other), back=str(other))
    assert (done.code, done.evidence["argument"]) == (CompletionCode.INVALID_DATA, "front")


def test_the_preview_shows_the_desk_small_and_follows_the_sheet(folder):
    with at_desk({"preview_width": 640}) as desk:
        file = Path(desk.do("preview_start", folder=folder).result["file"])
        desk.hand(desk.twin.put, "letter")
        idle_until(desk, lambda _: "stable" in desk.context.kinds)
        assert cv2.imread(str(file)).shape == (480, 640, 3)
        assert desk.driver.idle().parts["document"] == "stable"
        desk.hand(desk.twin.take)
        idle_until(desk, lambda _: "removed" in desk.context.kinds)
        desk.do("preview_stop")
        desk.driver.idle()
    shown = [event.data for event in desk.context.events if event.kind == "previewFrame"]
    assert [one["n"] for one in shown] == list(range(1, len(shown) + 1))
    assert not file.exists()


def test_nothing_of_a_capture_stays(folder):
    with at_desk() as desk:
        desk.do("preview_start", folder=folder)
        desk.hand(desk.twin.put, "letter")
        capture_by_itself(desk, folder)
        (Path(folder) / "card-0007.jpg").write_bytes(b"of a process that crashed")
        (Path(folder) / "page-0003.part").write_bytes(b"half")
        (Path(folder) / "case.json").write_text("not ours")
        done = desk.do("end_transaction", folder=folder)
        assert done.result == {"media_left": True, "buffers_cleared": True, "files": 4}
        assert desk.context.kinds[-1] == "mediaLeft"
        assert [path.name for path in Path(folder).iterdir()] == ["case.json"]
        desk.hand(desk.twin.take)
        desk.do("capture", folder=folder, what="picture")
        assert desk.do("end_transaction").result == {"media_left": False, "buffers_cleared": True, "files": 1}


def test_a_driver_that_ends_leaves_nothing(folder):
    with at_desk() as desk:
        desk.do("preview_start", folder=folder)
        desk.do("capture", folder=folder, what="picture")
        desk.driver.stop()
    assert not list(Path(folder).iterdir())


def test_a_folder_that_others_can_read_is_refused(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "link").symlink_to(private(tmp_path / "own"))
    with at_desk() as desk:
        for wrong in (str(tmp_path), str(tmp_path / "link"), str(tmp_path / "none"), "own", "", "\0"):
            done = desk.do("capture", folder=wrong)
            assert (done.code, done.evidence["argument"]) == (CompletionCode.INVALID_DATA, "folder"), wrong


@pytest.mark.parametrize(
    ("op", "args", "wrong"),
    [
        ("capture", {"what": "passport"}, "what"),
        ("capture", {"dpi": 5000}, "dpi"),
        ("capture", {"focus": 3}, "focus"),
        ("preview_start", {"fps": 0}, "fps"),
        ("preview_start", {"width": 0}, "width"),
        ("capture_when_stable", {"new": "yes"}, "new"),
    ],
)
def test_arguments_that_make_no_sense_are_named(folder, op, args, wrong):
    with at_desk() as desk:
        done = desk.do(op, folder=folder, **args)
    assert (done.code, done.evidence["argument"]) == (CompletionCode.INVALID_DATA, wrong)


def test_a_misspelt_option_is_named():
    with at_desk({"preview_fp": 3}) as desk:
        assert (desk.status.device, desk.status.code) == (DeviceState.OFFLINE, "config.invalid")
        assert "preview_fps" in desk.status.parts["option"]


def test_it_says_what_it_really_sends():
    with at_desk() as desk:
        assert desk.do("capabilities").result["frame_px"] == [1280, 960]
        assert desk.do("status").result["stream"] == "running"
        assert desk.do("warp").code is CompletionCode.UNSUPPORTED_COMMAND


def test_giving_up_ends_the_wait(folder):
    with at_desk() as desk:
        timer = later(setattr, desk.context, "give_up", True)
        with pytest.raises(Canceled):
            capture_by_itself(desk, folder)
        timer.join()
        desk.context.give_up = False


def test_hands_at_the_twin_do_what_they_say():
    with at_desk() as desk:
        hands = desk.twin.hands()
        for words in (
            "put letter",
            "push",
            "hand",
            "glare on",
            "dark",
            "dark off",
            "blur",
            "blur off",
            "freeze",
        ):
            verb, _, rest = words.partition(" ")
            desk.line.act(lambda verb=verb, rest=rest: hands[verb].do(rest))
        assert desk.twin.scene.glare
        assert desk.twin.scene.turn == 6
        with pytest.raises(ValueError, match="card-front"):
            desk.line.act(lambda: hands["put"].do("cat"))
        with pytest.raises(ValueError, match="on or off"):
            desk.line.act(lambda: hands["cover"].do("maybe"))


def test_a_preview_that_goes_on_elsewhere_leaves_no_picture_behind(folder, tmp_path):
    elsewhere = private(tmp_path / "elsewhere")
    with at_desk() as desk:
        assert desk.do("preview_start", folder=folder).done
        idle_until(desk, lambda _: list(Path(folder).iterdir()))
        assert desk.do("preview_start", folder=elsewhere).done
        assert not list(Path(folder).iterdir())


def test_a_foreign_file_in_the_folder_does_not_stop_a_capture(folder):
    Path(folder, "picture-1a.jpg").touch()
    with at_desk() as desk:
        assert (
            Path(desk.do("capture", folder=folder, what="picture").result["file"]).name == "picture-0001.jpg"
        )


def test_a_camera_with_a_wrong_setting_can_be_stopped():
    with at_desk({"dpii": 300}) as desk:
        assert desk.driver.start().code == "config.invalid"
        desk.driver.stop()


def test_what_a_camera_cannot_do_is_said():
    with at_desk() as desk:
        told = desk.do("capabilities").result
        assert (told["frame_px"], told["focus"], told["light"], told["lenses"]) == (
            [1280, 960],
            None,
            None,
            1,
        )
        for op in told["unsupported"]:
            assert desk.do(op).code is CompletionCode.UNSUPPORTED_COMMAND
