"""A document on two screens over HTTP: sent as a file, seen page by page, signed, printed with the signature beside it."""

import hashlib
from io import BytesIO

import httpx
import pytest
from PIL import Image

from hall.contract.papers import PAGES_MOST
from hall.server.store import papers
from hall.settings import Screen, Unit
from tests.hall.console.chromium import NEEDS, Tab, chromium
from tests.hall.console.look import Page
from tests.hall.house import SETTINGS, HandClock, house, http, ticket

PAD = Unit(id="p3", role="pad", window=3, screen=Screen(width_px=1024, height_px=600, width_mm=222))


def picture(kind, colour="white", pages=1):
    sheets = [Image.new("RGB", (420, 594), colour) for _ in range(pages)]
    made = BytesIO()
    more = {"save_all": True, "append_images": sheets[1:]} if kind == "PDF" else {}
    sheets[0].save(made, kind, **more)
    return made.getvalue()


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    settings = SETTINGS.model_copy(update={"units": [*SETTINGS.units, PAD]})
    folder = tmp_path_factory.mktemp("documents")
    with house(folder, HandClock(), settings=settings) as made, http(made.url) as api:
        api.post("/tickets", json=ticket(1, "residence")).raise_for_status()
        api.post("/windows/3/call", json={"event_id": "call-000001"}).raise_for_status()
        yield made, api, folder


def sent(api, content):
    return api.post(
        "/windows/3/document", content=content, headers={"Content-Type": "application/octet-stream"}
    )


def test_a_pdf_is_shown_page_by_page_signed_and_printed_beside_its_signature(hall):
    made, api, _ = hall
    file = picture("PDF", pages=2)
    told = sent(api, file).json()
    assert told == {"document": hashlib.sha256(file).hexdigest(), "pages": 2}
    wish = {"event_id": "paper-000001", "kind": "sign", "title": "变更登记", "document": told["document"]}
    asked = api.post("/windows/3/paper", json=wish).json()
    shown = api.get("/windows/3/paper").json()["paper"]
    pages = [api.get(f"/windows/3/paper/pages/{n}").content for n in (1, 2)]
    hashes = [hashlib.sha256(one).hexdigest() for one in pages]
    assert shown["pages"] == hashes
    assert shown["sha256"] == papers.digest("变更登记", "", told["document"], *hashes)
    assert Image.open(BytesIO(pages[0])).format == "JPEG"
    assert api.get("/windows/3/paper/pages/3").status_code == 404
    sign(api, asked, picture("PNG"))
    assert api.get("/windows/3/paper/pages/1").status_code == 404, "answered, it is shown no more"
    window = httpx.get(
        f"{made.url}/console/windows/3", params={"lang": "zh"}, timeout=20, trust_env=False
    ).text
    assert "/console/windows/3/papers/paper-000001?lang=zh" in window
    base = f"{made.url}/console/windows/3/papers/paper-000001"
    printed = httpx.get(base, params={"lang": "zh"}, timeout=20, trust_env=False).text
    assert "已签字" in printed
    assert asked["sha256"] in printed
    for path, kind in (("pages/2", "image/jpeg"), ("signature", "image/png")):
        assert f'src="/console/windows/3/papers/paper-000001/{path}"' in printed
        seen = httpx.get(f"{base}/{path}", timeout=20, trust_env=False)
        assert (seen.status_code, seen.headers["content-type"], seen.headers["cache-control"]) == (
            200,
            kind,
            "no-store",
        )
    assert httpx.get(base.replace("/3/", "/1/"), timeout=20, trust_env=False).status_code == 404


def sign(api, asked, signature):
    sha256 = hashlib.sha256(signature).hexdigest()
    headers = {
        "Upload-Offset": "0",
        "Upload-Length": str(len(signature)),
        "Content-Type": "application/octet-stream",
    }
    api.patch(f"/attachments/{sha256}", content=signature, headers=headers).raise_for_status()
    body = {
        "paper": asked["id"],
        "verdict": "confirmed",
        "signature": sha256,
        "answered_at": asked["asked_at"],
    }
    one = {
        "event_id": "answer-000001",
        "kind": "paper.answered",
        "stream": "p3:paper",
        "occurred_at": asked["asked_at"],
    }
    for text, outcome in (("地址", "quarantined"), ("", "accepted")):
        bound = papers.digest(asked["title"], text) if text else asked["sha256"]
        item = one | {"event_id": f"answer-{bool(text)}-1", "body": body | {"sha256": bound}}
        reply = api.post("/transactions", json={"unit": "p3", "items": [item]}).json()["items"][0]
        assert reply["outcome"] == outcome, reply


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_one_page(hall, kind):
    _, api, _ = hall
    assert sent(api, picture(kind, "#9db7c9")).json()["pages"] == 1


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"PK\x03\x04 a letter", 415, "document.kind"),
        (b"%PDF-1.7 nothing of a PDF", 422, "document.broken"),
        (picture("PNG")[:60], 422, "document.broken"),
        (picture("PDF", pages=PAGES_MOST + 1), 422, "document.pages"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_to_do(hall, content, status, code):
    _, api, _ = hall
    answer = sent(api, content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["do"]["zh"]


def test_a_file_that_is_too_large_and_a_document_that_never_came_are_refused(hall):
    _, api, _ = hall
    assert sent(api, b"%PDF-" + bytes(10 * 1024 * 1024)).status_code == 413
    wish = {"event_id": "paper-000009", "kind": "confirm", "title": "别的", "document": "0" * 64}
    assert api.post("/windows/3/paper", json=wish).json()["code"] == "showing.noDocument"
    assert api.post("/windows/3/paper", json=wish | {"document": ""}).json()["code"] == "showing.nothing"
    form = Page(
        httpx.get(f"{hall[0].url}/console/windows/3/forms/paper", timeout=20, trust_env=False).text
    ).html
    assert 'data-upload="/v1/windows/3/document"' in form


@NEEDS
def test_a_clerk_chooses_a_file_in_the_dialogue_and_it_is_on_the_pad(hall, tmp_path):
    made, api, _ = hall
    file = tmp_path / "change.pdf"
    file.write_bytes(picture("PDF", "#dfe8ee", pages=3))
    with chromium(tmp_path / "profile") as browser:
        tab = Tab(browser)
        tab.open(f"{made.url}/console/windows/3?lang=zh")
        tab.until("document.getElementById('verb-paper')")
        tab.press("Shift+F8")
        tab.until("document.querySelector('#dialog [data-upload]')")
        tab.look("document.querySelector('#dialog [name=title]').value = '变更登记'")
        field = tab.ask("Runtime.evaluate", expression="document.querySelector('#dialog [data-upload]')")
        tab.ask("DOM.setFileInputFiles", files=[str(file)], objectId=field["result"]["objectId"])
        tab.look("document.querySelector('#dialog form').requestSubmit()")
        tab.sees("评价屏上正在请市民确认：变更登记", "paper")
        assert not tab.errors()
        tab.close()
    shown = api.get("/windows/3/paper").json()["paper"]
    assert (shown["title"], len(shown["pages"])) == ("变更登记", 3)
