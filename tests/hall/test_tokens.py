"""Tokens: none is open, the first closes, each role may do what it needs and speaks for its own unit only."""

import asyncio
import re
import socket
import stat

import pytest

from hall.client import HallClient, HallError, HallReason, TokenFile
from hall.contract.messages import TicketRequest
from hall.contract.tokens import TokenRequest
from hall.domain.roles import Role
from hall.server import admin, rights
from hall.server.gate import ADMIN, COOKIE
from hall.server.store import tokens
from hall.server.tokens import Keyring
from tests.hall.house import SETTINGS, http, ticket, verb


@pytest.fixture
def make(hall):
    """Makes tokens as the command does: over HTTP, with the secret of the server's run."""
    keyring = hall.host.config.app.state.keyring

    def made(role, unit):
        async def ask():
            async with HallClient(hall.url, token=keyring.admin) as client:
                return await client.make_token(TokenRequest(role=role, unit=unit))

        return asyncio.run(ask())

    return made


def bearer(made):
    return {"Authorization": f"Bearer {made.token}"}


def code(answer):
    return answer.status_code, answer.json()["code"]


def test_a_server_without_a_token_is_open_and_the_first_one_closes_it(hall, make):
    with http(hall.url) as anybody:
        assert anybody.post("/tickets", json=ticket(1)).status_code == 200
        made = make(Role.TERMINAL, "t1")
        shut = anybody.post("/tickets", json=ticket(2))
        assert code(shut) == (401, "token.missing")
        assert shut.headers["www-authenticate"].startswith("Bearer ")
        assert anybody.post("/tickets", json=ticket(2), headers=bearer(made)).status_code == 200


def test_whoever_holds_a_ticket_or_asks_for_health_needs_no_token(hall, make):
    with http(hall.url) as anybody:
        anybody.post("/tickets", json=ticket(1))
        make(Role.TERMINAL, "t1")
        assert anybody.get("/health").status_code == 200
        assert anybody.post("/tickets/ticket-000001/cancel", json=verb(1)).status_code == 200


def test_a_token_that_is_wrong_or_revoked_is_told_apart_from_none(hall, make):
    made = make(Role.DISPLAY, "board")
    with http(hall.url) as display:
        assert display.get("/board", headers=bearer(made)).status_code == 200
        assert code(display.get("/board", headers={"Authorization": "Bearer nonsense"})) == (
            401,
            "token.wrong",
        )

        async def revoke():
            async with HallClient(hall.url, token=hall.host.config.app.state.keyring.admin) as client:
                return await client.revoke_token(made.id)

        assert asyncio.run(revoke()).revoked
        assert code(display.get("/board", headers=bearer(made))) == (401, "token.wrong")
        assert code(display.get("/board")) == (401, "token.missing"), "the server stays closed"


def test_a_role_may_do_what_it_needs_and_nothing_else(hall, make):
    display, window = make(Role.DISPLAY, "board"), make(Role.WINDOW, "w3")
    with http(hall.url) as asked:
        refused = asked.post("/windows/3/call", json=verb(1), headers=bearer(display))
        assert code(refused) == (403, "token.notAllowed")
        assert asked.post("/windows/3/call", json=verb(1), headers=bearer(window)).status_code == 200
        assert code(asked.get("/cases/log", headers=bearer(window))) == (403, "token.notAllowed")


def test_a_supervisor_may_do_what_staff_may_and_judge_besides(hall, make):
    staff, supervisor = make(Role.STAFF, "duty"), make(Role.SUPERVISOR, "director")
    for right in rights.TABLE:
        assert Role.SUPERVISOR in right.roles or Role.STAFF not in right.roles, right.path
    verdict = {"event_id": "step-0001", "by": "director", "result": "upheld", "text": "有效"}
    with http(hall.url) as asked:
        refused = asked.post("/ledger/X1/judge", json=verdict, headers=bearer(staff))
        assert code(refused) == (403, "token.notAllowed")
        assert asked.post("/ledger/X1/judge", json=verdict, headers=bearer(supervisor)).status_code == 404
        assert asked.post("/windows/2/call", json=verb(1), headers=bearer(supervisor)).status_code == 200
        entered = asked.post("/../console/sign-in", data={"token": supervisor.token})
        assert entered.headers["location"] == "/console/"


def test_a_unit_speaks_for_itself_only(hall, make):
    d1, w3, staff = make(Role.DISPENSER, "d1"), make(Role.WINDOW, "w3"), make(Role.STAFF, "hall-desk")
    with http(hall.url) as asked:
        assert code(asked.post("/tickets", json=ticket(1, unit="t1"), headers=bearer(d1))) == (
            403,
            "token.otherUnit",
        )
        assert asked.post("/tickets", json=ticket(1, unit="d1"), headers=bearer(d1)).status_code == 200
        assert code(asked.post("/windows/2/call", json=verb(1), headers=bearer(w3))) == (
            403,
            "token.otherWindow",
        )
        assert asked.post("/windows/2/call", json=verb(1), headers=bearer(staff)).status_code == 200
        rating = {"event_id": "rating-01", "window": 2, "stars": 5, "given_at": "2026-11-22T04:00:00Z"}
        refused = asked.post("/tickets/ticket-000001/rating", json=rating, headers=bearer(w3))
        assert code(refused) == (403, "token.otherWindow")


def test_a_body_that_is_no_json_or_too_long_is_the_applications_to_refuse(hall, make):
    t1 = make(Role.TERMINAL, "t1")
    with http(hall.url) as asked:
        headers = {**bearer(t1), "Content-Type": "application/json"}
        assert code(asked.post("/tickets", content=b"{", headers=headers)) == (400, "request.notJson")

        def endless():
            for _ in range(40):
                yield b" " * 65536

        assert code(asked.post("/tickets", content=endless(), headers=headers)) == (
            413,
            "request.tooLarge",
        )


def test_tokens_are_managed_with_the_secret_only(hall, make):
    made = make(Role.STAFF, "hall-desk")
    with http(hall.url) as asked:
        assert code(asked.get("/admin/tokens")) == (401, "token.missing")
        assert code(asked.get("/admin/tokens", headers=bearer(made))) == (401, "token.wrong")
        assert code(asked.post("/admin/tokens", json={"role": "staff", "unit": "x"})) == (
            401,
            "token.missing",
        )
    assert ADMIN == "/v1/admin/"


def test_a_token_is_for_a_unit_of_the_hall_file(hall, make):
    with pytest.raises(HallError) as refused:
        make(Role.DISPENSER, "d9")
    assert refused.value.problem.code == "token.unknownUnit"
    assert "d1" in refused.value.problem.do.zh


def test_only_the_hash_is_kept_and_the_day_of_use(hall, make):
    made = make(Role.DISPLAY, "board")
    (row,) = hall.read(tokens.rows)
    assert made.token not in str(tuple(row))
    assert re.fullmatch("[0-9a-f]{64}", row.digest)
    keyring = hall.host.config.app.state.keyring
    with http(hall.url) as display:
        assert display.get("/board", headers=bearer(made)).status_code == 200
        asyncio.run(keyring._look())
    (row,) = hall.read(tokens.rows)
    assert row.used == "2026-11-22"


def test_another_process_on_the_same_store_learns_of_a_token(hall, make, clock):
    other = Keyring(hall.store, SETTINGS, clock)
    assert not other.closed
    made = make(Role.DISPLAY, "board")
    asyncio.run(other._look())
    assert other.closed
    assert other.holder(made.token).unit == "board"


def test_a_browser_signs_in_once_and_is_led_back(hall, make):
    window = make(Role.WINDOW, "w3")
    with http(hall.url) as browser:
        browser.base_url = hall.url
        led = browser.get("/console/windows/3", headers={"Accept": "text/html", "Sec-Fetch-Mode": "navigate"})
        assert led.status_code == 303
        assert led.headers["location"] == "/console/sign-in?next=%2Fconsole%2Fwindows%2F3"
        page = browser.get(led.headers["location"])
        assert "令牌" in page.text
        wrong = browser.post("/console/sign-in", data={"token": "wrong", "next": "/console/windows/3"})
        assert wrong.status_code == 401
        entered = browser.post(
            "/console/sign-in", data={"token": f" {window.token}\n", "next": "/console/windows/3"}
        )
        assert entered.headers["location"] == "/console/windows/3"
        kept = entered.headers["set-cookie"]
        assert "HttpOnly" in kept
        assert "SameSite=Strict" in kept
        assert browser.get("/console/windows/3").status_code == 200
        assert browser.post("/v1/windows/3/call", json=verb(1)).status_code == 200
        assert code(browser.get("/console/windows/2")) == (403, "token.otherWindow")
        led = browser.get("/console/units", headers={"Accept": "text/html"})
        assert led.headers["location"] == "/console/sign-in?next=%2Fconsole%2Funits&refused=1"
        assert "staff" in browser.get(led.headers["location"]).text
        browser.post("/console/sign-in", data={"leave": "1"})
        assert COOKIE not in browser.cookies


def test_nobody_is_led_to_another_site(hall, make):
    staff = make(Role.STAFF, "hall-desk")
    with http(hall.url) as browser:
        browser.base_url = hall.url
        for away in ("https://example.org/", "//example.org/", "/\\example.org"):
            entered = browser.post("/console/sign-in", data={"token": staff.token, "next": away})
            assert entered.headers["location"] == "/console/"


def test_a_screen_without_a_keyboard_brings_its_token_in_the_address_once(hall, make):
    display = make(Role.DISPLAY, "board")
    with http(hall.url) as browser:
        browser.base_url = hall.url
        entered = browser.get(f"/board?token={display.token}&lang=en")
        assert entered.status_code == 303
        assert entered.headers["location"] == "/board?lang=en"
        assert browser.get("/v1/board").status_code == 200


def test_every_path_of_the_application_is_in_the_table_and_no_other(hall):
    paths = hall.host.config.app.openapi()["paths"]
    found = {
        (method.upper(), re.sub(r"\{[^}]*\}", "*", path.removeprefix("/v1")))
        for path, methods in paths.items()
        for method in methods
    }
    found.add(("GET", "/openapi.json"))
    declared = {(right.method, right.path) for right in rights.TABLE}
    assert {one for one in found if not any(is_for(right, one) for right in declared)} == set()
    assert {right for right in declared if not any(is_for(right, one) for one in found)} == set()


def is_for(right, one):
    """Whether a row of the table speaks of a path: a * stands for any one part."""
    parts, asked = right[1].split("/"), one[1].split("/")
    return (
        right[0] == one[0]
        and len(parts) == len(asked)
        and all(p in ("*", a) for p, a in zip(parts, asked, strict=True))
    )


def test_the_table_is_on_the_page():
    assert rights.PLACE.fresh(rights.table()), rights.PLACE.stale


def test_a_unit_reads_its_token_from_a_file_and_reads_it_again_when_it_is_not_taken(hall, make, tmp_path):
    made = make(Role.TERMINAL, "t1")
    path = tmp_path / "token"
    path.write_text("old\n")

    async def ask(n):
        async with HallClient(hall.url, "t1", token=TokenFile(path)) as client:
            with pytest.raises(HallError) as refused:
                await client.hall()
            assert refused.value.reason is HallReason.NOT_ALLOWED
            path.write_text(f"{made.token}\n")
            return await client.issue_ticket(
                TicketRequest(event_id="ticket-by-file", service="social", unit="t1")
            )

    assert asyncio.run(ask(1)).number == "A001"


def test_the_file_that_leads_to_the_server_is_for_its_owner(tmp_path):
    class Ring:
        admin = "secret"
        closed = True

    with socket.create_server(("127.0.0.1", 0)) as listener:
        with admin.reachable(tmp_path, listener, Ring(), lambda _: None) as opened:
            opened(1)
            assert stat.S_IMODE((tmp_path / admin.FILE).stat().st_mode) == 0o600
            assert admin.find(tmp_path).secret == "secret"
            assert "secret" not in repr(admin.find(tmp_path))
        assert admin.find(tmp_path) is None


def test_a_windows_token_is_led_only_where_it_may_go_and_back_to_its_window(hall, make):
    window = make(Role.WINDOW, "w3")
    html = {"Accept": "text/html"}
    with http(hall.url) as browser:
        browser.base_url = hall.url
        browser.post("/console/sign-in", data={"token": window.token})
        page = browser.get("/console/windows/3", headers=html).text
        led = set(re.findall(r'<a href="(/console/[^"?]*)', page))
        assert led == {
            "/console/",
            "/console/tides",
            "/console/cases",
            "/console/lockers",
            "/console/ledger",
            "/console/guides",
            "/console/help",
            "/console/statistics",
        }
        assert {browser.get(path, headers=html).status_code for path in led} == {200}
        refused = browser.get("/console/units", headers=html).headers["location"]
        assert 'href="/console/windows/3?lang=zh"' in browser.get(refused).text


def test_a_wrong_token_in_a_pages_address_is_told_as_wrong(hall, make):
    make(Role.DISPLAY, "board")
    with http(hall.url) as browser:
        browser.base_url = hall.url
        led = browser.get("/board?token=wrong&unit=board", headers={"Accept": "text/html"})
        location = led.headers["location"]
        assert location == "/console/sign-in?next=%2Fboard%3Funit%3Dboard&refused=wrong"
        assert "令牌不对" in browser.get(location).text


@pytest.mark.parametrize("path", ["/console/nowhere", "/console/windows/x", "/board?windows=abc", "/nowhere"])
def test_a_person_with_a_wrong_address_gets_a_page(hall, path):
    with http(hall.url) as browser:
        browser.base_url = hall.url
        page = browser.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
        assert page.status_code in {404, 422}
        assert page.headers["content-type"].startswith("text/html")
        assert "<html lang=" in page.text
        assert code(browser.get(path))[0] == page.status_code, "a program still gets the problem"
