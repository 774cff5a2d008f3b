"""What is refused at lockers, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

_LOOK = ("请刷新后再看，可能刚被取走或收回。", "Look again: it may have been taken or taken back just now.")

PICKUP: dict[str, Entry] = {
    "parcel.unknown": entry(
        404,
        ("取件柜里没有编号 {id} 的物品。", "The lockers hold nothing with the id {id}."),
        _LOOK,
    ),
    "parcel.noneForCode": entry(
        404,
        ("没有这个取件码。", "There is no such pick-up code."),
        ("请核对短信或取件单上的码，一个字符一个字符地对。", "Compare it with the slip, sign by sign."),
    ),
    "parcel.over": entry(
        409,
        ("这件物品已经不在柜里。", "It does not lie in the locker any more."),
        _LOOK,
    ),
    "parcel.notNow": entry(
        409,
        ("现在不能做这一步。", "This step does not fit now."),
        _LOOK,
    ),
    "parcel.noDoor": entry(
        409,
        ("没有合适的空门。", "No fitting door is free."),
        (
            "请换一个取件柜或大小，或先把过期的物品取回。",
            "Choose another locker or size, or take back what has lain there too long.",
        ),
    ),
    "parcel.doorUnknown": entry(
        422,
        ("这个取件柜没有 {door} 号门。", "This locker has no door {door}."),
        ("请从列出的门里选。", "Choose one of the doors that are listed."),
    ),
    "parcel.doorTaken": entry(
        409,
        ("{door} 号门已经分给别的物品。", "Door {door} is kept for something else."),
        ("请选空门。", "Choose a free door."),
    ),
    "parcel.doorBroken": entry(
        409,
        ("{door} 号门有毛病。", "Door {door} is out of order."),
        ("请选别的门，并请技术人员检查。", "Choose another one, and have a technician look at it."),
    ),
    "parcel.doorOpen": entry(
        409,
        (
            "{door} 号门开着，里面可能正在放东西，现在不能空出来。",
            "Door {door} stands open; something may be laid in just now, so it cannot be given up.",
        ),
        ("请到柜前看一下，关好门再按一次。", "Go and look, shut the door, and press once more."),
    ),
    "parcel.idNumber": entry(
        422,
        ("身份证号码不对，校验位对不上。", "This is no ID number: its check character does not fit."),
        (
            "请照身份证核对 18 位号码，最后一位可能是 X；旧版外国人永久居留证是 3 个字母加 12 位数字。不用身份证取件就留空。",
            (
                "Compare the 18 characters with the card, the last may be X; an older permanent residence card has "
                "3 letters and 12 digits. Leave it empty if no card is to open the door."
            ),
        ),
    ),
    "parcel.noHolder": entry(
        422,
        ("没有写是什么，或给谁。", "It does not say what it is, or whose."),
        (
            "办件的结果请填办件编号；别的物品请写名称和取件人姓名。",
            "Give a case number, or both what it is and whose.",
        ),
    ),
    "parcel.caseNotDone": entry(
        409,
        (
            "办件 {number} 还没有办结，或已经领取。",
            "Case {number} is not done yet, or was picked up already.",
        ),
        ("先办结，再放进取件柜。", "Bring it to its end first."),
    ),
    "parcel.caseThere": entry(
        409,
        ("办件 {number} 的结果已经分到 {door} 号门。", "Door {door} is kept for case {number} already."),
        (
            "请看取件柜的清单；要换门，先取消原来的。",
            "See the list; to change the door give up the first one.",
        ),
    ),
    "locker.unknown": entry(
        404,
        ("{unit} 没有取件柜。", "{unit} has no locker."),
        ("有取件柜的：{known}。", "Those that have one: {known}."),
    ),
    "locker.silent": entry(
        409,
        ("{unit} 的取件柜还没有报告有哪些门。", "The locker at {unit} has not told of its doors yet."),
        (
            "请确认这台终端开着、连着网、柜子在线，再试。",
            "See that the terminal is on, has network and its locker works; then try again.",
        ),
    ),
}
