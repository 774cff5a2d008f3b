"""Devices that prove each other: the chart printed by a real CUPS and seen by a camera, the tune, the walked screen."""

import asyncio
from argparse import Namespace
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import cv2
import numpy as np
import pytest

from drivers.chart import drawing as chart
from drivers.kit.built_in import twin_of
from drivers.scanner import camera_document
from drivers.sim.desk_scene import Scene, draw, sheet
from drivers.sim.room import Room
from drivers.types import Completion, CompletionCode
from hall.cli.chart_finding import finding_of, look_at
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.loops_screen import Walk, judged, walked_screen
from hall.cli.readiness import Outcome
from hall.cli.selftest import try_all
from hall.cli.tried import Placed, Trying
from hall.settings import Screen, load_profile
from kiosk.walk.course import STRAYS, Course, Met
from tests.support.print_queue import print_service
from tests.unit.cli.running import hallkit

SAY = Say("en")
NONCE = "0123456789AB"


def tried(*placed):
    chosen = Namespace(all=True, twins=True, timeout=8.0)
    found, exit_ = asyncio.run(try_all(placed, chosen, SAY))
    return {one.id: one for one in found}, exit_


class PaperTray:
    """What came out of a CUPS: it stands where a twin's line stands."""

    def __init__(self, service):
        self.machine = self
        self._service = service

    @property
    def papers(self):
        return [path.read_bytes() for path in self._service.papers()]


@contextmanager
def camera(folder):
    line = twin_of("document-camera", folder)
    with line:
        yield Placed("document_camera", load_profile("document-camera"), line.port, line)


def test_a_chart_that_a_real_cups_printed_is_measured_by_the_camera(tmp_path):
    with ExitStack() as stack:
        service = stack.enter_context(print_service())
        seen_by = stack.enter_context(camera(tmp_path))
        printer = Placed("document_printer", load_profile("cups"), service.port, PaperTray(service))
        found, exit_ = tried(printer, seen_by)
    chart = found["printedChart"]
    assert (chart.outcome, exit_) == (Outcome.PASSED, Exit.DONE), chart
    assert chart.facts["marks_found"] == 8
    assert chart.facts["dpi"] == pytest.approx([79.5, 79.5], abs=0.5)
    assert chart.facts["size_percent"] == pytest.approx([100, 100], abs=0.5)
    assert 0.15 < min(chart.facts["mtf50_cycles_per_px"]) < 0.3
    assert "dots an inch, size 100" in chart.said[0][1]
    assert "79.4 dots an inch; files need 150" in chart.note[1].replace("79.5", "79.4")


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """The sheet with the chart."""
    return sheet(chart.draw(NONCE))


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"blur": 2.5}, "page.blurred", "lens dirty or out of focus"),
        ({"blur": 6.0}, "page.blurred", "lens dirty or out of focus"),
        ({"light": 0.3}, "page.dark", "too dark"),
        ({"x": 0.33}, "page.cutOff", "the page is cut off"),
        ({"y": 0.2, "turn": 0.0}, "page.cutOff", "the page is cut off"),
    ],
)
def test_a_bad_picture_of_the_chart_fails_and_says_what_to_do(tmp_path, paper, change, code, words):
    frame = draw(replace(Scene(paper=paper), **change), (1920, 1080))
    document = camera_document.make(frame, "page", 0)
    file = tmp_path / "page.jpg"
    file.write_bytes(camera_document.pack(document.picture, 92))
    result = {"file": str(file), "problems": [one.value for one in document.problems]}
    look = look_at(Completion("c", CompletionCode.SUCCESS, result=result), NONCE)
    finding = finding_of(look, by_hand=False)
    assert (finding.outcome, finding.code) == (Outcome.FAILED, code)
    assert words in finding.note[1]


@pytest.mark.parametrize(("nonce", "code"), [("", ""), (NONCE, ""), ("FFFFFFFFFFFF", "chart.other")])
def test_only_the_chart_that_was_printed_proves_the_printer(tmp_path, paper, nonce, code):
    file = tmp_path / "page.png"
    cv2.imwrite(str(file), paper)
    done = Completion("c", CompletionCode.SUCCESS, result={"file": str(file)})
    assert look_at(done, nonce).code == code


def test_a_page_that_is_no_chart_is_told_and_an_absent_one_by_hand_is_not_tried(tmp_path):
    file = tmp_path / "page.png"
    cv2.imwrite(str(file), np.full((900, 600), 230, np.uint8))
    look = look_at(Completion("c", CompletionCode.SUCCESS, result={"file": str(file)}), NONCE)
    assert (finding_of(look, by_hand=False).outcome, look.code) == (Outcome.FAILED, "chart.notFound")
    left = finding_of(look, by_hand=True)
    assert left.outcome is Outcome.NOT_TRIED
    assert "--chart" in left.note[1]


def test_the_chart_is_written_for_a_unit_without_a_printer(tmp_path):
    ended = hallkit("device", "selftest", "--chart", tmp_path / "chart.pdf")
    assert ended.returncode == Exit.DONE, ended.stderr
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF-")
    ended = hallkit("device", "selftest", "--chart", tmp_path / "nowhere" / "chart.pdf")
    assert ended.returncode == Exit.BAD_INPUT


def test_a_speaker_is_heard_and_one_without_a_microphone_is_not_called_heard(tmp_path):
    profile = load_profile("speaker")
    with Room(tmp_path, "hall") as room:
        cards = {"player": "aplay", "zones": dict(room.speakers), "microphones": dict(room.microphones)}
        heard = profile.model_copy(update={"options": {**profile.options, **cards}})
        found, exit_ = tried(Placed("speaker", heard, "none:speaker", room=room))
        assert (found["heardSound"].outcome, exit_) == (Outcome.PASSED, Exit.DONE), found["heardSound"]
        assert "heard as played" in found["heardSound"].said[0][1]
        room.gain = room.noise = 0
        found, exit_ = tried(Placed("speaker", heard, "none:speaker", room=room))
        assert (found["heardSound"].code, exit_) == ("sound.notHeard", Exit.HARDWARE)
        assert "amplifier" in found["heardSound"].note[1]
        assert "unplugged or muted" in found["heardSound"].said[-1][1]
        deaf = heard.model_copy(update={"options": {**heard.options, "microphones": {}}})
        found, exit_ = tried(Placed("speaker", deaf, "none:speaker", room=room))
    assert (found["heardSound"].outcome, exit_) == (Outcome.NOT_TRIED, Exit.DONE)
    assert "microphones" in found["heardSound"].note[1]


def test_the_screen_is_walked_by_a_program_of_its_own():
    walk = Walk(Screen(width_px=1080, height_px=1920, width_mm=336), finger=True)
    finding = asyncio.run(walked_screen(Trying([], SAY, 5.0), walk))
    assert finding.outcome is Outcome.PASSED, finding
    assert finding.facts["screen_px"] == [1080, 1920]
    assert finding.facts["count"]["hit"] == len(finding.facts["targets"]) == 40


def walked(touch):
    """A course of 300 x 200 mm; `touch` gives the places touched for a target, two fingers for None."""
    course, now = Course(300, 200, 0), 0
    while course.lit is not None:
        target, places = course.lit, touch(course.number, course.lit.at)
        for place in places:
            now += 1000
            course.touch(place or (0, 0), now, 1 if place else 2)
        if course.lit is target:
            now += 16_000
            course.tick(now)
    return judged({**course.as_json(), "screen_px": [1200, 800]})


TOUCHES = {
    "as asked": (lambda _, at: [at], Outcome.PASSED, ""),
    "one place dead": (lambda n, at: [] if n == 3 else [at], Outcome.FAILED, "touch.dead"),
    "6 mm beside": (lambda _, at: [(at[0] + 6, at[1])], Outcome.FAILED, "touch.shifted"),
    "25 mm beside": (lambda _, at: [(at[0] + 25, at[1])] * STRAYS, Outcome.FAILED, "touch.shifted"),
    "a corner dead, touched elsewhere": (
        lambda n, at: [(150, 100)] * STRAYS if n == 0 else [at], Outcome.FAILED, "touch.dead",
    ),
    "a second finger that nobody has": (lambda _, at: [None, at], Outcome.FAILED, "touch.ghost"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOUCHES)
def test_a_walk_is_judged_by_where_the_touches_landed(name):
    touch, outcome, code = TOUCHES[name]
    finding = walked(touch)
    assert (finding.outcome, finding.code) == (outcome, code), finding.said
    assert ("(7.5, 7.5)" in str(finding.said)) == name.startswith(("25", "a corner"))


@pytest.mark.parametrize(
    ("end", "says"), [("skip", "19 of 20 places touched"), ("leave", "0 of 20"), ("nobody", "0 of 20")]
)
def test_what_nobody_touched_is_not_known_to_work(end, says):
    course = Course(300, 200, 0)
    if end == "skip":
        course.cannot_reach(10)
        while course.lit is not None:
            course.touch(course.lit.at, 1000 * (course.number + 1))
    elif end == "leave":
        course.leave()
    else:
        course.tick(45_000)
    finding = judged({**course.as_json(), "screen_px": [1200, 800]})
    assert finding.outcome is Outcome.NOT_TRIED
    assert says in finding.note[1]
    assert course.targets[0].met is (Met.SKIPPED if end == "skip" else Met.OPEN)
