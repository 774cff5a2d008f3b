"""What is refused about cases, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

CASES: dict[str, Entry] = {
    "case.unknown": entry(
        404,
        ("没有编号 {number} 的办件。", "There is no case {number}."),
        ("请核对凭条上的编号。", "Compare it with the number on the receipt."),
    ),
    "case.notNow": entry(
        409,
        ("办件现在的状态不能做这一步。", "This step does not fit the case as it stands now."),
        (
            "请刷新办件，可做的步骤都在那里；可能同事刚做过。",
            "Look at the case again: it shows the steps that fit; a colleague may have been faster.",
        ),
    ),
    "case.extendedAlready": entry(
        409,
        ("这个办件已经延长过一次。", "This case has been extended already."),
        ("法律只允许延长一次，请抓紧办结。", "The law allows one extension; bring it to its end."),
    ),
    "case.extensionLong": entry(
        422,
        ("延长最多 {most} 个工作日。", "An extension has {most} working days at most."),
        ("请写少一些的天数。", "Give fewer days."),
    ),
    "case.unsigned": entry(
        422,
        ("没有写经办人。", "Nobody has signed this step."),
        ("请写经办人的姓名或工号。", "Give the clerk's name or staff number."),
    ),
    "case.asksNothing": entry(
        422,
        ("补正告知没有写补什么、什么时候之前补。", "It does not say what to correct and by when."),
        (
            "请一次写全要补正的内容，一行一项，并写期限。",
            "Name everything at once, one thing a line, and a date.",
        ),
    ),
    "case.dateGone": entry(
        422,
        ("补正期限 {date} 已经到了。", "The date {date} has come already."),
        ("请写今天以后的日期。", "Give a date after today."),
    ),
    "case.reasonNeeded": entry(
        422,
        ("这一步要写理由。", "This step needs a reason."),
        ("请写明理由，会告诉申请人。", "Write it down; the applicant is told."),
    ),
    "case.notPromised": entry(
        409,
        ("没有还欠着的这份容缺材料。", "No such promised material is owed."),
        (
            "请刷新办件；可能同事刚登记过。",
            "Look at the case again; a colleague may have been faster.",
        ),
    ),
    "case.noNotice": entry(
        409,
        ("这份通知书不存在，或已经盖章。", "There is no such notice, or it is sealed already."),
        ("请刷新办件，通知书都列在那里。", "Look at the case again: it lists its notices."),
    ),
    "case.noFile": entry(
        404,
        ("这个办件没有这个文件，或它还没有传到。", "The case has no such file, or it has not arrived."),
        (
            "请从办件页面打开；终端联网以后会自己传完。",
            "Open it from the page of the case; the terminal sends it by itself once it is connected.",
        ),
    ),
    "case.noneForCode": entry(
        404,
        ("没有这个查询码的办件。", "No case has this code."),
        (
            "请核对凭条上的 10 位查询码；刚提交而终端没有联网时，要等它传到大厅。也可以刷身份证查。",
            (
                "Compare it with the 10 characters on the receipt. What was handed in offline arrives when the terminal "
                "is connected again. An ID card finds it too."
            ),
        ),
    ),
    "case.guessing": entry(
        429,
        (
            "查询码错的次数太多，请 {minutes} 分钟以后再查。",
            "Too many wrong codes: try again in {minutes} min.",
        ),
        ("急用请刷身份证查，或到咨询台。", "If it is urgent use your ID card, or ask at the desk."),
    ),
}
