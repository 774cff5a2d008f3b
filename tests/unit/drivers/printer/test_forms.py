"""Forms: data that a hall may edit, so every mistake must name itself."""

import pytest

from drivers.printer.forms import FormError, check_form, compose, read_form
from drivers.printer.lines import Cut, Pair, Qr, Text
from hall.assets import ASSETS, load_form
from tests.support.papers import ENGLISH, RECEIPT, TICKET


def texts(form, data):
    lines = compose(load_form(form), data)
    return "\n".join(
        line.text if isinstance(line, Text) else f"{line.left} {line.right}"
        for line in lines
        if isinstance(line, Text | Pair)
    )


@pytest.mark.parametrize("name", ["ticket", "receipt"])
def test_the_forms_of_the_house_are_sound_and_end_with_a_cut(name):
    data = TICKET if name == "ticket" else RECEIPT
    assert isinstance(compose(load_form(name), data)[-1], Cut)


@pytest.mark.parametrize("key", sorted(set(TICKET) - {"large", "language"}))
def test_a_missing_ticket_key_is_named(key):
    data = {name: value for name, value in TICKET.items() if name != key}
    with pytest.raises(FormError, match=f"{key} is missing") as caught:
        compose(load_form("ticket"), data)
    assert caught.value.code == "data.invalid"


@pytest.mark.parametrize("key", sorted(RECEIPT))
def test_a_missing_receipt_key_is_named(key):
    data = {name: value for name, value in RECEIPT.items() if name != key}
    with pytest.raises(FormError, match=key):
        compose(load_form("receipt"), data)


def test_a_misspelt_key_of_data_is_pointed_out():
    data = {("nubmer" if name == "number" else name): value for name, value in TICKET.items()}
    with pytest.raises(FormError, match="number is missing; is nubmer meant"):
        compose(load_form("ticket"), data)


def test_an_error_never_shows_a_value():
    with pytest.raises(FormError) as caught:
        compose(load_form("receipt"), RECEIPT | {"applicant": "张小凡" * 200})
    assert "applicant" in str(caught.value)
    assert "小凡" not in str(caught.value)


def test_ten_kilobytes_in_a_code_are_refused():
    with pytest.raises(FormError, match="qr: 10000 characters"):
        compose(load_form("ticket"), TICKET | {"qr": "x" * 10000})


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"text": "x", "alignn": "left"}, "unknown key alignn; write align"),
        ({"text": "x", "cut": True}, "exactly one of"),
        ({"text": {"zh": "x"}}, "text cannot be used"),
        ({"text": "x", "size": 9}, "size cannot be used"),
        ({"text": "x", "bold": "yes"}, "bold cannot be used"),
        ({"label": "x"}, "label cannot be used"),
        ({"rule": "double"}, "rule cannot be used"),
        ({"space": -1}, "space cannot be used"),
        ({}, "exactly one of"),
    ],
)
def test_a_wrong_line_says_which_one_and_why(entry, said):
    with pytest.raises(FormError, match=f"line 2: .*{said}"):
        check_form({"line": [{"cut": True}, entry]})


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("[[line]]\ntext = ")
    with pytest.raises(FormError, match=r"mine\.toml"):
        read_form(path)
    with pytest.raises(FormError, match="No such file"):
        read_form(tmp_path / "none.toml")


def test_an_offline_ticket_says_so_and_that_it_is_valid():
    said = texts("ticket", TICKET | {"offline": True})
    assert "网络暂时不通" in said
    assert "号码有效" in said
    assert "网络暂时不通" not in texts("ticket", TICKET)


@pytest.mark.parametrize(("ahead", "said"), [(None, "前面人数暂不清楚"), (0, "前面没有人"), (12, "前面12人")])
def test_people_ahead_are_never_guessed(ahead, said):
    assert said in texts("ticket", TICKET | {"ahead": ahead})


def test_a_reprint_is_marked():
    assert "补打" in texts("ticket", TICKET | {"reprint": True})
    assert "补打" in texts("receipt", RECEIPT | {"reprint": True})
    assert "补打" not in texts("ticket", TICKET)


def test_an_english_ticket_keeps_the_chinese_of_the_key_facts():
    said = texts("ticket", ENGLISH | {"offline": True})
    for words in ("3 ahead of you", "前面3人", "The network is down", "网络暂时不通", "Windows 办理窗口"):
        assert words in said


def test_a_value_may_bring_both_languages():
    said = texts("ticket", ENGLISH | {"windows": {"zh": "1、2号窗口", "en": "1 and 2"}})
    assert "1 and 2" in said


def test_a_receipt_not_yet_sent_does_not_claim_to_be():
    said = texts("receipt", RECEIPT | {"confirmed": False})
    assert "尚未上传" in said
    assert "联网后自动提交" in said
    assert "已提交" not in said


def test_done_on_the_spot_is_said_for_no_days():
    assert "当场办结" in texts("receipt", RECEIPT | {"promise_days": 0})


def test_no_code_no_empty_square():
    lines = compose(load_form("ticket"), TICKET | {"qr": ""})
    assert not any(isinstance(line, Qr) for line in lines)


def test_the_ticket_asks_for_nothing_personal():
    form = (ASSETS / "receipts/ticket.toml").read_text(encoding="utf-8")
    assert not any(word in form for word in ("{applicant", "{phone", "{name", "{id_"))


def test_the_ticket_says_how_long_it_may_take_and_keeps_silent_when_nobody_knows():
    assert "约等10-20分钟" in texts("ticket", TICKET)
    assert "约等5分钟以内" in texts("ticket", TICKET | {"wait": "most", "wait_low": 0, "wait_high": 5})
    assert "约等" not in texts("ticket", TICKET | {"wait": ""})


def test_a_paper_printed_again_does_not_pass_old_counts_off_as_new():
    said = texts("ticket", TICKET | {"reprint": True})
    assert "取号时前面3人" in said
    assert "当时约等10-20分钟" in said
    assert "补打" in said


def test_the_ticket_names_the_right_to_go_first_and_the_appointment():
    said = texts("ticket", TICKET | {"priority": "残疾人", "slot": "10:00-11:00", "remark": "来晚了"})
    assert all(word in said for word in ("【优先】", "残疾人", "预约 10:00-11:00", "来晚了"))


@pytest.mark.parametrize(
    ("rule", "words"), [("behind", "再等3位"), ("end", "排到队尾"), ("retake", "过号后要重新取号")]
)
def test_the_ticket_says_what_happens_to_a_missed_number_as_the_hall_has_it(rule, words):
    assert words in texts("ticket", TICKET | {"missed": rule})


def test_the_list_of_what_to_bring_has_a_box_to_each_line_and_none_too_many():
    lines = {f"line{number}": "" for number in range(1, 21)} | {"line1": "身份证", "line2": "照片"}
    facts = {"language": "zh", "large": False, "hall": "云溪", "hall_phone": "0", "item": "居住证"}
    facts |= lines | {"promise_days": 15, "printed_at": "2026-11-22 09:30"}
    said = texts("materials", facts | {"situation": "租房住", "filled": "申领表", "shared": ""})
    assert said.count("□") == 2
    assert "15 个工作日" in said
    assert "我的情况：租房住" in said
    assert "在屏幕上填，不用带：申领表" in said
    assert "共享" not in said
