"""The clerk's half of a confirmation on two screens: asked from the window's page, and what came of it."""

import httpx
import pytest

from hall.settings import Screen, Unit
from tests.hall.console.look import Page
from tests.hall.house import SETTINGS, HandClock, house, http, ticket

PAD = Unit(id="p3", role="pad", window=3, screen=Screen(width_px=1024, height_px=600, width_mm=222))


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    settings = SETTINGS.model_copy(update={"units": [*SETTINGS.units, PAD]})
    with (
        house(tmp_path_factory.mktemp("papers"), HandClock(), settings=settings) as made,
        http(made.url) as api,
    ):
        api.post("/tickets", json=ticket(1, "residence")).raise_for_status()
        api.post("/windows/3/call", json={"event_id": "call-000001"}).raise_for_status()
        yield made


def page(hall, path):
    answer = httpx.get(f"{hall.url}/console/{path}", params={"lang": "zh"}, timeout=20, trust_env=False)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def test_a_window_with_a_pad_asks_and_reads_what_was_said(hall):
    assert "paper" in page(hall, "windows/3").ready()
    assert page(hall, "windows/3").buttons["verb-paper"]["data-keys"] == "Shift+F8"
    assert "paper" not in page(hall, "windows/1").ready()
    assert "评价屏" in page(hall, "units").html
    form = page(hall, "windows/3/forms/paper").html
    assert 'data-path="/v1/windows/3/paper"' in form
    assert {'name="kind"' in form, 'name="title"' in form, 'name="words"' in form} == {True}
    text = {"kind": "sign", "title": "地址变更", "words": "新地址:清溪路 8 号"}
    with http(hall.url) as api:
        asked = api.post("/windows/3/paper", json={"event_id": "paper-000001", **text}).json()
        assert api.get("/windows/3/paper").json()["paper"]["words"] == text["words"]
        assert page(hall, "windows/3").text("paper") == "评价屏上正在请市民确认：地址变更 收回"
        body = {
            "paper": asked["id"],
            "verdict": "refused",
            "sha256": asked["sha256"],
            "answered_at": asked["asked_at"],
        }
        one = {"event_id": "answer-000001", "kind": "paper.answered", "stream": "p3:paper", "body": body}
        intake = {"unit": "p3", "items": [one | {"occurred_at": asked["asked_at"]}]}
        assert api.post("/transactions", json=intake).json()["items"][0]["outcome"] == "accepted"
        assert api.get("/windows/3/paper").json() == {"paper": None}
    assert page(hall, "windows/3").text("paper").startswith("市民 12:00 不同意：地址变更")


def test_a_text_is_taken_back(hall):
    with http(hall.url) as api:
        text = {"kind": "confirm", "title": "别的", "words": "别的"}
        api.post("/windows/3/paper", json={"event_id": "paper-000002", **text}).raise_for_status()
        api.post("/windows/3/paper_withdraw", json={"event_id": "press-000001"}).raise_for_status()
        assert api.get("/windows/3/paper").json() == {"paper": None}
    assert "hidden" in next(
        attrs for tag, attrs in page(hall, "windows/3").tags if attrs.get("id") == "paper"
    )
