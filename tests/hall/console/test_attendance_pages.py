"""The pages of attendance: who may open them, what a supervisor does there in a real browser."""

import httpx
import pytest

from hall.domain.roles import Role
from hall.server.attendance.words import TEXTS
from hall.server.store.attendance_tables import entry as entries
from hall.texts import load_texts
from tests.hall.console.chromium import NEEDS
from tests.hall.house import HandClock, house, http
from tests.hall.test_tokens import bearer, code, make  # noqa: F401 - a fixture
from tests.support.attendance import CARD, KEPT, at, entry, item, tell

OPEN = "document.getElementById('dialog').open"


@pytest.fixture
def hall(tmp_path):
    with house(tmp_path / "hall", HandClock(at("09:40")), settings=KEPT) as made:
        with http(made.url) as api:
            assert set(tell(api, item("0312", "09:12"), item(CARD, "08:58"))) == {"accepted"}
        yield made


def test_supervisors_see_everybody_and_a_clerk_the_own_month_alone(hall, make):  # noqa: F811
    boss, duty, clerk = (
        bearer(make(role, unit))
        for role, unit in ((Role.SUPERVISOR, "boss"), (Role.STAFF, "duty"), (Role.STAFF, "0312"))
    )

    def page(headers, path=""):
        address = f"{hall.url}/console/attendance{path}"
        return httpx.get(
            address, params={"lang": "zh"}, headers=headers, trust_env=False, follow_redirects=True
        ).text

    assert all(words in page(boss) for words in ("周晓岚", "迟到 12 分钟", "尾号 77", "登记是谁的"))
    assert all(words in page(boss, "/clerks/0312") for words in ("09:12", "补卡"))
    for path in ("", "/month", "/clerks/1024"):
        shut = page(duty, path)
        assert ("考勤只有管理人员能看" in shut, "周晓岚" in shut) == (True, False)
    own = page(clerk)  # leads to the own month
    assert ("09:12" in own, "补卡" in own) == (True, False)
    assert "考勤只有管理人员能看" in page(clerk, "/clerks/1024")
    with http(hall.url) as api:
        for path in ("/attendance", "/attendance.csv"):
            assert code(api.get(path, headers=duty)) == (403, "token.notAllowed")
        made = entry(1, "0312", "punch", begin="08:58")
        assert code(api.post("/attendance/entries", json=made, headers=clerk)) == (403, "token.notAllowed")
        assert api.post("/attendance/entries", json=made | {"by": ""}, headers=boss).is_success
        assert (
            httpx.post(
                f"{hall.url}/console/attendance/import?name=a.csv", content=b"", headers=duty, trust_env=False
            ).json()["code"]
            == "token.notAllowed"
        )
    assert [one.by for one in hall.read(lambda c: c.execute(entries.select()).all())] == ["boss"]


@NEEDS
def test_a_missing_punch_and_a_card_are_entered_in_the_browser(tab, hall):
    tab.open(f"{hall.url}/console/attendance?lang=zh")
    tab.look("document.querySelector('[id^=card-]').click()")
    tab.until(OPEN)
    tab.look("document.querySelector('dialog [name=clerk]').value = '1024'")
    tab.look("document.querySelector('dialog [name=by]').value = '9001'")
    tab.look("document.querySelector('dialog [type=submit]').click()")
    tab.until(
        "!document.querySelector('[id^=card-]') && document.getElementById('attendance-people').textContent.includes('08:58 到')"
    )
    tab.open(f"{hall.url}/console/attendance/clerks/1024?lang=zh")
    assert "尾号 77" in tab.text("attendance-total")
    tab.open(f"{hall.url}/console/attendance/clerks/0312?lang=zh")
    tab.look("document.getElementById('enter-punch').click()")
    tab.until(f"{OPEN} && document.activeElement.name === 'date'")
    for name, value in (("begin", "08:56"), ("reason", "忘带卡"), ("by", "9001")):
        tab.look(f"document.querySelector('dialog [name={name}]').value = '{value}'")
    tab.look("document.querySelector('dialog [type=submit]').click()")
    tab.until("document.getElementById('attendance-days').textContent.includes('补卡 08:56 上班')")
    assert "迟到" not in tab.text("attendance-days")
    assert tab.look("document.documentElement.scrollWidth <= innerWidth")


def test_both_languages_have_the_same_words():
    zh, en = (load_texts(one, TEXTS).table for one in ("zh", "en"))
    assert set(zh) == set(en)
