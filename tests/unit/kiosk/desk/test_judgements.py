"""What cards, codes, devices and printers say, and what a citizen is told."""

from datetime import UTC, date, datetime

import pytest

from drivers.types import Completion, CompletionCode, DeviceState, Status, Supply
from hall.contract.messages import ItemInfo, PaperState, ServiceInfo, Text
from hall.domain.cases.codes import query_code
from hall.domain.privacy import Address, IdNumber, Person, PersonName, Phone
from hall.settings import CONFIG, Code, Words, load
from hall.texts import load_texts
from kiosk.desk import cards, codes
from kiosk.desk.catalogue import from_file, from_settings
from kiosk.desk.documents import Number, receipt_sheet, ticket_sheet
from kiosk.desk.filing.applications_text import application_text
from kiosk.desk.health import health
from kiosk.desk.paper import judge, paper_state
from kiosk.flows.filing.filing import Filing
from kiosk.flows.words import CodeProblem, CodeRead, PrintOutcome, SubmitApplication
from kiosk.outbox.papers import Paper

TODAY = date(2026, 11, 22)
CODES = [Code(kind="citizen", name=Words(zh="码", en="code"), pattern="YXFW1:[0-9A-Z]{16,64}")]
GOOD = "YXFW1:0123456789ABCDEF"
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def completion(code=CompletionCode.SUCCESS, error="", **result):
    return Completion("c1", code, error, result)


def card(kind="resident", *, id_check_ok=True, **fields):
    facts = {"name": "张小凡", "id_number": "11010519491231002X", "valid_to": "20301231", **fields}
    return completion(kind=kind, fields=facts, id_check_ok=id_check_ok)


def test_a_resident_card_becomes_a_person():
    found = cards.judge(card(sex="女", address="云溪县城关镇 1 号"), TODAY)
    assert found.name.reveal() == "张小凡"
    assert found.address.reveal() == "云溪县城关镇 1 号"


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"name_cn": "李静怡", "name_en": "LI, JINGYI"}, "李静怡"),
        ({"name_cn": " ", "name_en": "SMITH, JOHN"}, "SMITH, JOHN"),
    ],
)
def test_a_permanent_residents_card_gives_the_chinese_name_first(fields, wanted):
    assert cards.judge(card("Y", name="", **fields), TODAY).name.reveal() == wanted


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (card("Z"), "card.unknownType"),
        (card(name=""), "card.garbled"),
        (card(id_check_ok=False), "card.garbled"),
        (card(valid_to="20261121"), "card.expired"),
        (card(valid_to="2026-11-21"), "card.expired"),
        (completion(CompletionCode.COMMAND_ERROR_CODE, "card.selectFailed"), "card.selectFailed"),
        (completion(CompletionCode.HARDWARE_ERROR), "card.readFailed"),
        (completion(kind="resident", fields=None, id_check_ok=True), "card.garbled"),
    ],
)
def test_a_card_that_helps_nobody_has_a_reason(answer, problem):
    assert cards.judge(answer, TODAY) == problem


@pytest.mark.parametrize("valid_to", ["20261122", "长期", "", "2026-11-22"])
def test_a_card_is_good_through_its_last_day_and_long_term_for_ever(valid_to):
    assert isinstance(cards.judge(card(valid_to=valid_to), TODAY), Person)


def test_a_known_code_gives_its_kind_and_a_keyed_hash_only():
    found = codes.judge(completion(text=GOOD, length=len(GOOD)), CODES, b"k" * 32)
    assert isinstance(found, CodeRead)
    assert found.kind == "citizen"
    assert GOOD not in found.token
    assert found.token != codes.judge(completion(text=GOOD, length=22), CODES, b"l" * 32).token


@pytest.mark.parametrize(
    ("text", "length", "problem"),
    [
        (GOOD + "?", 23, "code.notKnown"),
        ("https://example.org", 19, "code.notKnown"),
        ("", 0, "code.notKnown"),
        (None, 40, "code.binary"),
        ("YXFW1:\x1b@0123456789ABCDEF", 24, "code.binary"),
        ("A" * 10_000, 10_000, "code.tooLong"),
        ("A" * 513, 513, "code.tooLong"),
        (None, 10_000, "code.tooLong"),
    ],
)
def test_a_code_that_helps_nobody_has_a_reason(text, length, problem):
    assert codes.judge(completion(text=text, length=length), CODES, b"k") == CodeProblem(problem)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (CompletionCode.SUCCESS, PrintOutcome.PRINTED),
        (CompletionCode.DEVICE_NOT_READY, PrintOutcome.NOT_PRINTED),
        (CompletionCode.SEQUENCE_ERROR, PrintOutcome.NOT_PRINTED),
        (CompletionCode.INVALID_DATA, PrintOutcome.NOT_PRINTED),
        (CompletionCode.OUTCOME_UNKNOWN, PrintOutcome.UNKNOWN),
        (CompletionCode.TIME_OUT, PrintOutcome.UNKNOWN),
        (CompletionCode.HARDWARE_ERROR, PrintOutcome.UNKNOWN),
        (CompletionCode.INTERNAL_ERROR, PrintOutcome.UNKNOWN),
        (CompletionCode.CANCELED, PrintOutcome.UNKNOWN),
    ],
)
def test_whatever_is_not_certain_about_paper_is_unknown(code, outcome):
    found, problem = judge(completion(code))
    assert found is outcome
    assert bool(problem) == (outcome is not PrintOutcome.PRINTED)


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        (["failed"], PaperState.FAILED),
        (["failed", "printed"], PaperState.PRINTED),
        (["unknown"], PaperState.UNKNOWN),
        (["unknown", "failed"], PaperState.UNKNOWN),
        (["unknown", "printed"], PaperState.REPRINTED),
        (["printed", "failed"], PaperState.PRINTED),
    ],
)
def test_the_paper_of_a_ticket_after_all_attempts(states, wanted):
    attempts = []
    for n, state in enumerate(states, 1):
        reprint = any(each.state != "failed" for each in attempts)
        attempts.append(Paper(f"j{n}", "i", n, reprint, state))
    assert paper_state(attempts) is wanted


def test_health_names_what_is_wrong_and_what_is_not_there():
    statuses = {
        "id_card": Status(DeviceState.DEVICE_BUSY),
        "ticket_printer": Status(DeviceState.ONLINE, supplies={"paper": Supply.LOW}),
    }
    found = health(statuses, online=True)
    assert (found.card_reader, found.code_scanner, found.printer) == ("", "device.none", "")
    assert found.paper_low
    assert found.online


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (Status(DeviceState.STARTING), "starting"),
        (Status(DeviceState.OFFLINE, "protocol.noAnswer"), "protocol.noAnswer"),
        (Status(DeviceState.NO_DEVICE), "device.noDevice"),
        (Status(DeviceState.DRIVER_FAULT), "driver.fault"),
    ],
)
def test_a_device_that_does_not_answer_is_never_fine(status, wanted):
    assert health({"ticket_printer": status}, online=False).printer == wanted


SERVICE = ServiceInfo(
    id="social", name=Text(zh="社会保险", en="Social insurance"), prefix="A", windows=[1, 2]
)
ITEM = ItemInfo(id="pension-check", name=Text(zh="资格认证", en="Check"), service="social", promise_days=1)
ASKED = SubmitApplication(
    intent="intent-0001",
    item="pension-check",
    person=Person(
        "resident",
        PersonName("张小凡"),
        IdNumber("11010519491231002X"),
        address=Address("云溪县城关镇\n1 号"),
    ),
    phone=Phone("13800000000"),
    filing=Filing(answers={"b": "2", "a": "1"}),
    large=False,
    language="en",
)


def test_a_ticket_says_where_to_go_and_nothing_about_the_person():
    settings = load(CONFIG / "halls" / "demo.toml")
    got = Number("ticket-0001", "A1-015", "2026-11-22", None, offline=True, issued_at=NOON)
    data = ticket_sheet(settings, settings.units[0], SERVICE, got, language="zh", large=True)
    assert data["number"] == "A1-015"
    assert data["qr"] == "http://127.0.0.1:8710/t/ticket-0001"
    assert data["windows"] == "1、2"
    assert data["ahead"] is None
    assert data["offline"] is True
    assert data["issued_at"] == {"zh": "2026年11月22日 12:00", "en": "22 Nov 2026 12:00"}


def test_a_receipt_masks_name_and_phone():
    settings = load(CONFIG / "halls" / "demo.toml")
    data = receipt_sheet(settings, ITEM, "T1-20261122-K7X-0007", ASKED, NOON, confirmed=False)
    text = repr(data)
    assert "张小凡" not in text
    assert "13800000000" not in text
    assert "11010519491231002X" not in text
    assert data["applicant"] == "张*凡"
    assert data["phone"] == "138****0000"
    code = query_code(ASKED.intent)
    assert data["qr"] == f"http://127.0.0.1:8710/c/{code}"
    assert data["code"] == f"{code[:5]}-{code[5:]}"


def test_what_the_citizen_confirmed_is_a_text_that_says_all_of_it_on_lines_of_its_own():
    lines = (
        application_text("T1-20261122-K7X-0007", ITEM, ASKED, NOON, load_texts("zh")).decode().splitlines()
    )
    assert "姓名: 张小凡" in lines
    assert "手机号码: 13800000000" in lines
    assert "住址: 云溪县城关镇 1 号" in lines
    assert lines.index("a: 1") < lines.index("b: 2")


def test_a_hall_that_was_never_online_knows_its_services_from_the_hall_file():
    found = from_settings(load(CONFIG / "halls" / "demo.toml"))
    assert [each.id for each in found.services] == ["social", "residence", "business", "property"]
    assert found.service("social").windows == [1, 2]
    assert from_file(found.dump()) == found
    assert from_file("{}") is None
    assert from_file(None) is None


def test_counts_change_only_where_they_were_told():
    found = (
        from_settings(load(CONFIG / "halls" / "demo.toml")).counted({"social": 3}).counted({"business": 1})
    )
    assert {each.id: each.waiting for each in found.services} == {
        "social": 3,
        "residence": 0,
        "business": 1,
        "property": 0,
    }
