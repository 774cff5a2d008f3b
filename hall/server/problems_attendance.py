"""What is refused of attendance, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

ATTENDANCE: dict[str, Entry] = {
    "attendance.off": entry(
        409,
        ("本大厅没有启用考勤。", "This hall does not keep attendance."),
        (
            "要启用，请技术员在大厅文件里写 [attendance] on = true。",
            "To begin, have the technician write [attendance] on = true into the hall file.",
        ),
    ),
    "attendance.noClerk": entry(
        409,
        ("大厅文件里没有工号 {clerk}。", "The hall file has no staff number {clerk}."),
        ("请核对工号，或请技术员登记到 clerks。", "Check it, or have the technician enter it under clerks."),
    ),
    "attendance.unsigned": entry(
        409,
        ("没有写是谁登记的。", "It does not say who enters this."),
        ("请写上您的工号再保存。", "Write your own staff number, then save it."),
    ),
    "attendance.badTimes": entry(
        409,
        (
            "时间不对：要有开始，结束要在开始之后。",
            "These times do not fit: the end has to be after the beginning.",
        ),
        ("请改好时间再保存；补卡只写一个时间。", "Correct them; a missing punch has one time alone."),
    ),
    "attendance.badDates": entry(
        409,
        (
            "日期不对：最后一天要在第一天之后，一次最多 {most} 天。",
            "These dates do not fit; one entry has at most {most} days.",
        ),
        ("请改好日期；更长的请分几次登记。", "Correct them; enter a longer time in several parts."),
    ),
    "attendance.noPunch": entry(
        409,
        ("这个人这一天没有这条打卡。", "That clerk has no such punch on that day."),
        ("请刷新页面，从当天的打卡里选。", "Renew the page and choose one of the day's punches."),
    ),
    "attendance.noEntry": entry(
        404,
        ("没有这条登记。", "There is no such entry."),
        ("请刷新页面再看。", "Renew the page and look again."),
    ),
    "attendance.noCard": entry(
        404,
        ("没有人用这张卡打过卡。", "Nobody has punched with that card."),
        ("请先拿这张卡打一次，再来登记。", "Punch with it once, then enter whose it is."),
    ),
    "attendance.noMonth": entry(
        409,
        ("{month} 不是月份。", "{month} is no month."),
        ("请写成 2026-11 这样。", "Write it like 2026-11."),
    ),
}
