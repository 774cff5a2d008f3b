"""What provinces are sent, byte by byte against recordings; what their answers mean; what is wrong with a mapping file."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest

from hall.contract.evaluations import Source
from hall.contract.upstream import RowState, UpstreamRecord
from hall.demo.upstream import ProvinceTwin, decoded
from hall.server.upstream.line import Why, judge
from hall.server.upstream.sender import pause_s
from hall.server.upstream.setup import prepare
from hall.server.upstream.shape import Lack, LackingError, Shape, twice
from hall.settings import SettingsError
from hall.settings.mapping import load_mapping
from hall.settings.upstream import UpstreamRules, upstream
from tests.rules.tree import ROOT

RECORDED = ROOT / "tests" / "recordings" / "upstream"
PERSON = {"person_kind": "person", "person_name": "张晓帆", "person_phone": "13800000000"}
PERSON["person_id_number"] = "11010519491231002X"
CASE = UpstreamRecord(
    id="evaluation-0001",
    kind="case",
    hall_code="990101",
    region_code="990101000000",
    region_name="云溪县",
    case_number="T1-20261122-K7X-0001",
    item="residence-permit",
    item_name="居住证申领",
    item_version="2026.1",
    basic_code="000199001001",
    task_code="11990001MB000000143000199001001",
    handled_code="",
    case_class="in_time",
    department="云溪县公安局",
    department_code="11990001MB00000014",
    level=2,
    tags=("213", "209"),
    words="等了 1 小时 & 没人理",
    channel=Source.SIGN,
    window=3,
    clerk="陈立",
    clerk_number="w-031",
    service_name="户籍证件",
    applied_at=datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
    served_at=datetime(2026, 11, 22, 16, 5, 9, tzinfo=UTC),  # the next day in China
    evaluated_at=datetime(2026, 11, 22, 16, 6, tzinfo=UTC),
    **PERSON,
)
TICKET = CASE.model_copy(
    update={
        "id": "evaluation-0002",
        "case_number": "yunxi-20261122-B001",
        "level": 5,
        "tags": (),
        "words": "",
        "case_class": "at_once",
        "channel": Source.PAD,
        **dict.fromkeys(PERSON, ""),
    }
)


def shape(province, part="send", secrets=None, **more):
    rules = UpstreamRules(mapping=province, hall_code="990101", region_code="990101000000", **more)
    return Shape(getattr(load_mapping(province), part), rules, secrets or {})


SENT = {
    "guangdong-case": (shape("guangdong", identity="full", unverified=True), CASE, "/evaluation"),
    "guangdong-ticket": (shape("guangdong"), TICKET, "/evaluation"),
    "anhui-state": (shape("anhui"), CASE, "/evaluation"),
    "anhui-page": (shape("anhui", "page", identity="full"), CASE, "/page?"),
    "anhui-page-masked": (shape("anhui", "page", identity="masked"), CASE, "/page?"),
}


def recorded(name):
    """Head and body of a request, status and body of what was answered to it."""
    head, _, body = (RECORDED / f"{name}.request").read_bytes().partition(b"\n\n")
    status, _, said = (RECORDED / f"{name}.answer").read_bytes().partition(b"\n")
    return head, body, int(status), said


def written(wire):
    head = [f"{wire.method} {wire.url}", *(f"{name}: {value}" for name, value in wire.headers.items())]
    return "\n".join(head).encode(), wire.body


@pytest.mark.parametrize("name", SENT)
def test_what_is_sent_is_as_recorded_byte_by_byte(name):
    made, record, where = SENT[name]
    assert written(made.wire(record, where)) == recorded(name)[:2]


@pytest.mark.parametrize("name", SENT)
def test_the_twin_answers_a_recorded_request_as_recorded(name):
    twin = ProvinceTwin(name.partition("-")[0])
    head, body, status, said = recorded(name)
    path = head.decode().split("\n")[0].split(" ")[1]
    try:
        answer = twin.open_page(path) if "page" in name else twin.answer(path, body)
        assert answer == (status, said)
        assert len(twin.kept) + len(twin.pages) == 1
    finally:
        twin._server.server_close()


def test_the_page_of_anhui_is_its_query_in_base64_twice():
    assert twice("key=PJQ") == "YTJWNVBWQktVUT09"  # printf key=PJQ | base64 | tr -d '\n' | base64
    url = recorded("anhui-page")[0].decode().removeprefix("GET ")
    fields = decoded(urlsplit(url).query)
    assert list(fields)[:3] == ["key", "evaluateChannel", "projNo"]
    assert fields["applicantName"] == "张晓帆"
    assert fields["transactionTime"] == "2026-11-23 00:05:09"
    assert json.loads(fields["evaluatedPersonInfo"]) == [{"loginName": "w-031", "name": "陈立"}]
    assert set(url.removeprefix("/page?")) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789="
    )


def test_guangdongs_values_are_its_own_codes():
    said = json.loads(recorded("guangdong-case")[1])
    assert (said["projectType"], said["userType"], said["certificateType"]) == ("2", "0", "10")
    assert (said["satisfaction"], said["evalDetail"], said["pf"]) == ("2", "213,209", "3")
    assert (said["affairDoneTime"], said["certificateNo"]) == ("2026-11-23 00:05:09", "11010519491231002X")
    plain = json.loads(recorded("guangdong-ticket")[1])
    assert (plain["projectType"], plain["certificateType"]) == ("1", "")
    assert not {"satisfaction", "evalDetail", "writingEvaluation", "pf", "assessNumber"} & set(plain)


@pytest.mark.parametrize(("identity", "name"), [("none", ""), ("masked", "张*帆"), ("full", "张晓帆")])
def test_who_evaluated_leaves_the_hall_only_as_far_as_it_allows(identity, name):
    values = shape("guangdong", identity=identity).values(CASE)
    assert values["userName"] == name
    sent = json.dumps(values, ensure_ascii=False)
    assert ("11010519491231002X" in sent) == (identity == "full")
    assert values["userType"] == ("" if identity == "none" else "0")


def test_every_field_that_is_missing_is_named_at_once():
    bare = CASE.model_copy(update={"task_code": "", "evaluated_at": None})
    with pytest.raises(LackingError) as caught:
        shape("guangdong").values(bare)
    found = {(one.to, one.of, one.why) for one in caught.value.missing}
    assert found == {("evalTime", "evaluated_at", Lack.EMPTY), ("affairCode", "task_code", Lack.EMPTY)}


@pytest.mark.parametrize(
    ("status", "body", "meaning"),
    [
        (200, b'{"code": "0"}', (RowState.SENT, "")),
        (200, b'{"code": 200}', (RowState.SENT, "")),
        (200, b'{"code": "503"}', (RowState.QUEUED, Why.FAULT)),
        (200, b'{"code": "E-17 11010519491231002X"}', (RowState.REFUSED, Why.REFUSED)),
        (200, b"<html>please sign in</html>", (RowState.QUEUED, Why.UNREADABLE)),
        (200, b"", (RowState.QUEUED, Why.UNREADABLE)),
        (200, b"[1]", (RowState.QUEUED, Why.UNREADABLE)),
        (302, b"", (RowState.QUEUED, Why.ADDRESS)),
        (404, b"", (RowState.QUEUED, Why.ADDRESS)),
        (401, b"", (RowState.QUEUED, Why.DENIED)),
        (429, b"", (RowState.QUEUED, Why.FAULT)),
        (500, b'{"code": "0"}', (RowState.QUEUED, Why.FAULT)),
        (422, b"", (RowState.REFUSED, Why.REFUSED)),
    ],
)
def test_only_a_clear_answer_counts(status, body, meaning):
    said = judge(load_mapping("guangdong").send.answer, status, body)
    assert (said.state, said.why) == (meaning[0], str(meaning[1]))
    assert "11010519491231002X" not in said.what, "an answer may repeat who it was about"


def test_pauses_double_to_a_limit_and_are_not_all_alike():
    assert [pause_s(n, (1.0, 60.0), 1.0) for n in (1, 2, 3, 9, 4000)] == [1, 2, 4, 60, 60]
    assert pause_s(3, (1.0, 60.0), 0.0) == 2


OURS = """
id = "ours"
name = { zh = "我省", en = "Ours" }
note = { zh = "试", en = "trial" }
[send]
write = "json"
headers = [ { to = "X-App", secret = "app" } ]
fields = [
  { to = "no", of = "case_number", required = true },
  { to = "stars", of = "level", number = true },
  { to = "labels", of = "tag_names" },
  { to = "at", of = "evaluated_at", date = "epoch_ms", number = true },
]
"""


def own(folder, text=OURS, secrets='app = "k-1"', mode=0o600, **more):
    place = folder / "upstream"
    place.mkdir(exist_ok=True)
    (place / "ours.toml").write_text(text)
    (place / "keys.toml").write_text(secrets)
    (place / "keys.toml").chmod(mode)
    return prepare(UpstreamRules(mapping="ours.toml", credentials="keys.toml", **more), folder)


def test_a_hall_brings_its_own_mapping_and_secrets(tmp_path):
    made = own(tmp_path)
    record = CASE.model_copy(update={"tag_names": ("生硬", "太慢")})
    wire = made.send.wire(record, "https://province.example/e")
    assert json.loads(wire.body) == {
        "no": "T1-20261122-K7X-0001",
        "stars": 2,
        "labels": ["生硬", "太慢"],
        "at": 1795363560000,
    }
    assert wire.headers["X-App"] == "k-1"
    assert "k-1" not in repr(made) + repr(wire) + repr(made.send)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('of = "level"', 'of = "levle"'), ("levle", "level")),
        (('to = "stars", of', 'to = "stars", off'), ("off", "unknown key off")),
        ((', date = "epoch_ms"', ""), ("at", "need date")),
        (('date = "epoch_ms"', 'date = "YYYY"'), ("YYYY", "must match")),
        (('of = "tag_names"', 'of = "tag_names", constant = "x"'), ("labels", "one of of, constant, secret")),
        (('to = "stars"', 'to = "no"'), ("no", "stands twice")),
        (('of = "level", number = true', 'of = "level", plain = true'), ("stars", "not personal")),
    ],
)
def test_a_fault_of_a_mapping_file_is_told_with_its_place_in_both_languages(tmp_path, change, told):
    with pytest.raises(SettingsError) as caught:
        own(tmp_path, OURS.replace(*change))
    text = str(caught.value)
    assert "ours.toml:" in text
    assert " | " in text
    assert all(one in text for one in told), text


def test_what_every_record_would_lack_is_told_at_the_start(tmp_path):
    with pytest.raises(SettingsError, match="app"):
        own(tmp_path, secrets='other = "1"')
    with pytest.raises(SettingsError, match="chmod 600"):
        own(tmp_path, mode=0o644)
    with pytest.raises(SettingsError, match="hall_code"):
        prepare(UpstreamRules(mapping="guangdong", url="https://p.example"), tmp_path)
    with pytest.raises(SettingsError, match="guangdong"):
        prepare(UpstreamRules(mapping="guangdnog"), tmp_path)
    with pytest.raises(SettingsError, match="no such file"):
        prepare(UpstreamRules(mapping="gone.toml"), tmp_path)
    assert prepare(UpstreamRules(), tmp_path) is None


def test_evaluations_do_not_leave_in_the_clear_and_a_mapping_needs_its_address():
    def told(**table):
        return [one.en for one in upstream({"upstream": table})]

    assert any("needs its url" in one for one in told(mapping="anhui"))
    assert any("must be https" in one for one in told(mapping="anhui", url="http://10.1.2.3/e"))
    assert told(mapping="anhui", url="http://127.0.0.1:8/e") == []
    assert told(mapping="anhui", url="https://p.example/e") == []


def test_a_query_is_added_to_the_one_that_an_address_has():
    wire = shape("anhui").wire(CASE, "https://p.example/e?v=1")
    assert parse_qsl(urlsplit(wire.url).query) == [("v", "1"), ("projNo", "T1-20261122-K7X-0001")]
