"""What is refused to screens, phones and units, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

SCREENS: dict[str, Entry] = {
    "unit.unknown": entry(
        404,
        ("大厅配置里没有设备 {unit}。", "The hall file has no unit {unit}."),
        ("请改用：{known}。", "Use one of: {known}."),
    ),
    "unit.otherName": entry(
        422,
        ("地址里的设备名与内容里的不同。", "The unit in the address is not the one in the body."),
        ("请写同一个代号。", "Write the same id in both."),
    ),
    "ticket.notThisOne": entry(
        409,
        (
            "{window} 号窗口上现在是：{now}。没有执行。",
            "At window {window} there is now: {now}. Nothing was done.",
        ),
        ("请看清窗口上的号，再按一次。", "Look at the ticket at the window, then press again."),
    ),
    "ticket.dayOver": entry(
        410,
        ("{number} 是 {date} 的号，已经过期。", "{number} was a ticket of {date}; it is no longer valid."),
        ("需要办理请重新取号。", "Take a new ticket if you need one."),
    ),
    "notice.empty": entry(
        422,
        ("通知没有中文标题。", "The notice has no Chinese title."),
        ("请写标题，大屏上先显示它。", "Write a title; it is what the boards show first."),
    ),
    "notice.tooLong": entry(
        422,
        ("文字太长，大屏上看不清。", "The text is too long to be read from a board."),
        (
            "请缩短到 {longest} 个字以内(英文两倍)。",
            "Keep to {longest} Chinese characters, or twice that in English.",
        ),
    ),
    "notice.over": entry(
        422,
        ("结束时间已经过了。", "The notice would be over already."),
        ("请写一个以后的时间，或不写。", "Name a later time, or none."),
    ),
    "notice.otherId": entry(
        422,
        ("地址里的编号与内容里的不同。", "The id in the address is not the one in the body."),
        ("请写同一个编号。", "Write the same id in both."),
    ),
}
