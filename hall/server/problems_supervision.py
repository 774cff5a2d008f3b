"""What is refused of supervision, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

SUPERVISION: dict[str, Entry] = {
    "warning.unknown": entry(
        404,
        ("没有这条预警，或不是本窗口的。", "There is no such warning, or it is not this window's."),
        ("请刷新督办页面再看。", "Look at the supervision page again."),
    ),
    "warning.settled": entry(
        409,
        ("这条预警已经免责或确认。", "This warning was excused or confirmed already."),
        ("记录不再改动；有新情况会有新的预警。", "It stays as it is; something new makes a new warning."),
    ),
    "warning.unsigned": entry(
        422,
        ("没有写是谁。", "Nobody signed it."),
        ("请写姓名或工号。", "Give a name or a staff number."),
    ),
    "warning.noWords": entry(
        422,
        ("没有写内容。", "Nothing was written."),
        (
            "督办写要求，说明写情况，免责写原因。",
            "Say what is wanted, how it came, or why it is excused.",
        ),
    ),
    "warning.own": entry(
        409,
        ("不能确认或免责自己的预警。", "Nobody judges a warning of their own."),
        ("请由别的主管处理。", "Another supervisor has to do it."),
    ),
    "closing.unknown": entry(
        404,
        (
            "没有这条停窗公告，或不是本窗口的。",
            "There is no such announced closing, or it is not this window's.",
        ),
        ("请刷新页面再看。", "Look at the page again."),
    ),
    "closing.unsigned": entry(
        422,
        ("停窗公告要写原因和是谁公告的。", "An announced closing needs its reason and who announces it."),
        ("请补上再提交。", "Fill them in and send it again."),
    ),
    "closing.times": entry(
        422,
        (
            "停窗的时间不对：结束要在开始以后、现在以后，最长 {days} 天。",
            "The times do not fit: the end comes after the beginning and after now, at most {days} days later.",
        ),
        ("请改好时间再提交。", "Change the times and send it again."),
    ),
}
