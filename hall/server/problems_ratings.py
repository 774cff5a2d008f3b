"""What is refused of evaluations by links, signs and pads, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

RATINGS: dict[str, Entry] = {
    "rating.noLink": entry(
        404,
        ("这个评价链接不完整或不是本大厅的。", "This link is not whole, or not of this hall."),
        (
            "请从短信里整条打开，或扫号票、窗口上的二维码。",
            "Open it whole, or scan the code on your ticket or at the window.",
        ),
    ),
    "rating.linkOver": entry(
        410,
        ("这个评价链接已过期。", "This link has ended."),
        (
            "有意见仍可以告诉我们：终端上的“意见投诉”，或拨打大厅电话。",
            "You can still tell us: at a terminal, or by the hall's phone.",
        ),
    ),
    "rating.needsReason": entry(
        422,
        ("请告诉我们哪里不好。", "Please tell us what was wrong."),
        ("选一项，或写几句，再提交。", "Choose a remark or write a few words, then send."),
    ),
    "rating.noMatch": entry(
        404,
        (
            "没有找到这个号码和手机号对应的、在本窗口办完的服务。",
            "No visit that ended at this window has that number and that phone.",
        ),
        (
            "请核对号码和当时留的手机号；取号时没有留手机号的，请扫号票上的二维码。",
            "Check the number and the phone you left; if you left none, scan the code on your paper.",
        ),
    ),
    "rating.guessing": entry(
        429,
        ("试得太多了。", "Too many tries."),
        (
            "请 {minutes} 分钟后再试，或扫号票上的二维码。",
            "Try again in {minutes} min, or scan the code on your paper.",
        ),
    ),
    "rating.noTemplate": entry(
        500,
        ("没有窗口二维码牌的版式 {name}。", "There is no layout {name} for the windows' signs."),
        (
            "请技术人员把 {name}.html 放进 assets/signs，或改大厅文件的 evaluation.sign。",
            "Put {name}.html into assets/signs, or change evaluation.sign of the hall file.",
        ),
    ),
    "rating.badTemplate": entry(
        500,
        ("窗口二维码牌的版式 {name} 有错。", "The layout {name} of the windows' signs is faulty."),
        (
            "请技术人员看 detail 里的说明，改 assets/signs/{name}.html。",
            "Look at the detail, and put assets/signs/{name}.html right.",
        ),
    ),
    "pad.noWindow": entry(
        403,
        (
            "这个令牌不属于哪个窗口的机器，不能当评价屏。",
            "This token is of no window's unit; it cannot be a review pad.",
        ),
        (
            "请为大厅文件里 role 是 window 或 pad 的机器发一个令牌：hallkit token。",
            "Make a token for a unit whose role is window or pad: hallkit token.",
        ),
    ),
}
