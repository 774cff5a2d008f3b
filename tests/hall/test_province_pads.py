"""A pad of a hall whose province asks: the tablet leads there, and what is kept here is that it was handed over."""

import html
import re

import httpx
import pytest

from hall.contract.evaluations import Evaluation, Source
from hall.domain.cases.workdays import day_of
from hall.server.store.help_tables import rating_said
from hall.server.store.rating_asking import silent_tickets
from hall.server.store.tables import rating
from hall.settings import CONFIG, Screen, SettingsError, Unit, load
from hall.settings.review import ReviewPad
from tests.hall.house import HandClock, house, http, ticket, verb
from tests.hall.test_upstream import ITEM
from tests.support.upstream_worker import settings

PANEL = Screen(width_px=1280, height_px=800, width_mm=172)
PAD = Unit(id="p3", role="pad", window=3, screen=PANEL, review=ReviewPad(page="province"))


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    made = settings("http://127.0.0.1:9/", "anhui", page_url="http://127.0.0.1:9/page?")
    made = made.model_copy(update={"units": [*made.units, PAD]})
    with house(tmp_path_factory.mktemp("province"), HandClock(), settings=made) as one, http(one.url) as api:
        yield one, api


def served(api, n, item=ITEM):
    api.post("/tickets", json=ticket(n, "residence")).raise_for_status()
    for at, (name, body) in enumerate(
        [("call", {}), *([("item", {"item": item})] if item else []), ("finish", {})]
    ):
        api.post(f"/windows/3/{name}", json=verb(10 * n + at) | body).raise_for_status()


def parts(hall):
    return httpx.get(f"{hall.url}/pad/3/parts", params={"lang": "zh"}, timeout=20, trust_env=False).text


def test_the_tablet_leads_to_the_page_of_the_visit_and_nothing_is_invented(hall):
    made, api = hall
    served(api, 1)
    page = parts(made)
    address = html.unescape(re.search(r'data-province="([^"]+)"', page)[1])
    assert address == api.get("/upstream/pages/ticket-000001").json()["url"]
    assert 'id="ask" aria-live="polite" hidden' in page
    told = {"press": "press-000001", "ticket": "ticket-000001", "stars": None, "handed": True}
    answer = httpx.post(f"{made.url}/pad/3/rate", json=told, timeout=20, trust_env=False)
    assert answer.json() == {"already": False}
    assert "data-province" not in parts(made), "asked once"

    def kept(connection):
        [given] = connection.execute(rating.select()).all()
        [said] = connection.execute(rating_said.select()).all()
        today = day_of(made.clock.now())
        return given.stars, said.source, connection.execute(silent_tickets(today, today)).all()

    assert made.read(kept) == (None, "province", []), "no rule makes anything of it either"


def test_a_visit_without_a_page_is_asked_by_our_own_faces_and_told_why(hall):
    made, api = hall
    served(api, 2, item="")
    page = parts(made)
    assert "省里的评价页打不开，请在这里评价" in page
    assert 'id="ask" aria-live="polite" >' in page


def test_what_was_given_to_the_province_has_no_stars_here():
    with pytest.raises(ValueError, match="not known here"):
        Evaluation(stars=5, source=Source.PROVINCE, given_at="2026-11-22T10:00:00+08:00")


def test_a_pad_of_the_province_needs_its_address_in_the_hall_file(tmp_path):
    text = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
    own = '\n[[units]]\nid = "p9"\nrole = "pad"\nwindow = 1\nreview = { page = "province" }\n'
    path = tmp_path / "hall.toml"
    path.write_text(
        text + own + "screen = { width_px = 800, height_px = 1280, width_mm = 108 }\n", encoding="utf-8"
    )
    with pytest.raises(SettingsError, match="page_url"):
        load(path)
