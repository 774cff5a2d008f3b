"""Guides over HTTP: found, read, kept fresh without a restart, shown on a phone; open to everybody."""

import shutil

import pytest

from hall.guides.book import SAMPLES
from hall.server import guides
from hall.server.rights import Rights
from tests.hall.house import http
from tests.unit.hall.guides.test_files import LEAST


@pytest.fixture
def api(hall, monkeypatch):
    monkeypatch.setattr(guides, "LOOK_MS", 0)
    with http(hall.url) as client:
        yield client


def ok(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(found):
    return [each["id"] for each in found["guides"]]


def test_a_guide_is_found_by_letters_department_and_theme(api):
    assert ids(ok(api.get("/guides", params={"q": "jzz"}))) == ["residence-permit"]
    found = ok(api.get("/guides", params={"theme": "开小店一件事"}))
    assert set(ids(found)) == {"small-shop", "flexible-insured"}
    assert {each["id"]: each["count"] for each in found["departments"]}["云溪县公安局"] == 1
    found = ok(
        api.get("/guides", params={"department": "云溪县人力资源和社会保障局", "limit": 1, "offset": 1})
    )
    assert (found["total"], len(found["guides"])) == (2, 1)


def test_a_guide_is_told_whole_and_one_that_is_not_there_kindly(api):
    guide = ok(api.get("/guides/residence-permit"))
    assert guide["materials"][5]["form"]["sample"] == "residence-form.png"
    picture = api.get("/guides/pictures/residence-form.png")
    assert picture.headers["content-type"] == "image/png"
    for path, code in (
        ("/guides/nowhere", "guide.unknown"),
        ("/guides/pictures/hall.toml", "guide.noPicture"),
    ):
        answer = api.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, code)
    assert api.get("/guides", params={"limit": 0}).status_code == 422


@pytest.mark.logs
def test_a_file_put_beside_the_others_is_served_without_a_restart(hall, api):
    before = ok(api.get("/guides/book"))
    own = hall.folder / "guides"
    own.mkdir()
    (own / "own.toml").write_text(LEAST, encoding="utf-8")
    (own / "bad.toml").write_text("[[guides]]", encoding="utf-8")
    after = ok(api.get("/guides/book"))
    assert after["total"] == before["total"] + 1
    assert after["revision"] != before["revision"]
    assert after["spelling"]["最小的指南"].startswith("zui,")


def test_the_book_comes_in_parts_that_make_the_whole(api):
    total = ok(api.get("/guides/book"))["total"]
    parts = [ok(api.get("/guides/book", params={"offset": at, "limit": 2})) for at in range(0, total, 2)]
    assert len({part["revision"] for part in parts}) == 1
    assert len({each["id"] for part in parts for each in part["guides"]}) == total


def test_a_phone_reads_materials_flow_and_progress(hall, api):
    root = str(api.base_url).removesuffix("/v1/")
    page = api.get(f"{root}/g/residence-permit", headers={"Accept-Language": "zh-CN"})
    assert page.status_code == 200
    for words in (
        "居住证申领",
        "要带什么",
        "近期一寸免冠照片",
        'id="steps"',
        'id="progress"',
        "有效期到 2027年12月31日",
    ):
        assert words in page.text
    assert "Residence permit" in api.get(f"{root}/g/residence-permit?lang=en").text
    gone = api.get(f"{root}/g/<b>nowhere")
    assert gone.status_code == 404
    assert "没有这份指南" in gone.text
    assert "<b>" not in gone.text


def test_a_guide_that_is_over_says_so_on_the_phone(hall, api):
    own = hall.folder / "guides"
    own.mkdir()
    shutil.copy(SAMPLES / "residence-permit.toml", own)
    text = (own / "residence-permit.toml").read_text(encoding="utf-8")
    (own / "residence-permit.toml").write_text(text.replace("2027-12-31", "2026-11-21"), encoding="utf-8")
    root = str(api.base_url).removesuffix("/v1/")
    assert "这份指南 2026年11月21日 已到期" in api.get(f"{root}/g/residence-permit?lang=zh").text
    assert ok(api.get("/guides", params={"q": "jzz"}))["guides"][0]["over"]


def test_guides_stay_open_once_there_are_tokens():
    rights = Rights(open_board=False)
    for path in ("/v1/guides", "/v1/guides/book", "/v1/guides/x", "/v1/guides/pictures/a.png", "/g/x"):
        assert not rights.of("GET", path).roles
    assert rights.of("POST", "/v1/guides").roles


def test_a_phone_comes_from_an_items_page_to_its_own_case_by_the_receipts_code_and_never_by_the_number(api):
    root = str(api.base_url).removesuffix("/v1/")
    page = api.get(f"{root}/g/residence-permit?lang=zh").text
    assert 'action="/c/"' in page
    assert 'name="code"' in page
    there = api.get(f"{root}/c/", params={"code": "abcde 23456", "lang": "en"}, follow_redirects=False)
    assert (there.status_code, there.headers["location"]) == (303, "/c/ABCDE23456?lang=en")
    for code in ("", "T1-20261122-K7X-0007", "../v1/guides"):
        answer = api.get(f"{root}/c/", params={"code": code, "lang": "zh"}, follow_redirects=False)
        assert answer.status_code == 404
        assert "查询码" in answer.text


@pytest.mark.logs
def test_a_sample_without_its_picture_is_not_offered_on_the_phone(hall, api):
    root = str(api.base_url).removesuffix("/v1/")
    assert 'id="sample-1"' in api.get(f"{root}/g/residence-permit?lang=zh").text
    own = hall.folder / "guides"
    own.mkdir()
    text = (SAMPLES / "residence-permit.toml").read_text(encoding="utf-8")
    (own / "a.toml").write_text(text.replace("residence-form.png", "gone.png"), encoding="utf-8")
    page = api.get(f"{root}/g/residence-permit?lang=zh").text
    assert "gone.png" not in page
