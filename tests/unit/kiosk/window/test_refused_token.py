"""A token that is not taken is shown as what it is, not as a server that is away."""

from datetime import UTC, datetime

from hall.client.errors import HallReason, of_answer
from hall.server.problems import Refusal
from kiosk.desk.health import health
from kiosk.views.health import _signs
from queue_display.face import Link, band

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_the_client_tells_it_apart_and_nothing_was_done():
    problem = Refusal("token.wrong").problem
    error = of_answer(401, problem.model_dump_json().encode())
    assert error.reason is HallReason.NOT_ALLOWED
    assert error.undone
    assert "hallkit server token" in error.advice


def test_the_dispenser_and_the_terminal_say_so_in_their_header():
    assert _signs(health({}, online=False, blocked=True)) == ["header.blocked"]
    assert _signs(health({}, online=False)) == ["header.offline"]


def test_the_board_says_so_in_its_band():
    assert "令牌" in band(Link(blocked=True), NOW, 0).zh
    assert band(Link(live=True), NOW, 0) is None
