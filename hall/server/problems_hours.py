"""What hours, caps, bookings, tidal windows and substitutes refuse, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

HOURS: dict[str, Entry] = {
    "service.closed": entry(
        409,
        ("{service}现在不取号：{why}。", "No numbers of {service} now: {why}."),
        ("请到时再来：{opens}", "Please come again: {opens}"),
    ),
    "service.full": entry(
        409,
        ("{service}今天的 {cap} 个号已取完。", "The {cap} numbers of {service} are taken for today."),
        ("请改天再来，或到咨询台问有没有预约。", "Come another day, or ask the desk for an appointment."),
    ),
    "clerk.needed": entry(
        409,
        ("{window} 号窗口没有开，要写明谁来开。", "Window {window} is closed, and is opened by name only."),
        ("请先开窗，写工号或姓名；可以开的有：{may}。", "Open it with a staff number or name first: {may}."),
    ),
    "clerk.unknown": entry(
        422,
        ("本大厅没有窗口人员 {clerk}。", "This hall has no clerk {clerk}."),
        (
            "请写工号或姓名，和大厅设置里的一样。",
            "Write the staff number or the name as the hall file has it.",
        ),
    ),
    "clerk.otherWindow": entry(
        409,
        ("{window} 号窗口不是 {clerk} 的岗位。", "Window {window} is not the post of {clerk}."),
        ("可以在这里值守的有：{may}。", "These may work here: {may}."),
    ),
    "clerk.noSubstitute": entry(
        409,
        ("{clerk} 不是 {owner} 的 B 岗。", "{clerk} is no substitute of {owner}."),
        ("可以顶岗的有：{may}。", "These may stand in: {may}."),
    ),
    "clerk.noPhoto": entry(
        404,
        ("没有 {clerk} 的照片。", "There is no photo of {clerk}."),
        (
            "照片由 [[clerks]] 的 photo 写明，PNG 或 JPEG,2 MB 以内，放在服务器数据目录的 clerks 里。",
            "It is named by photo in [[clerks]]: a PNG or JPEG of up to 2 MB in the folder clerks of the server's data.",
        ),
    ),
    "appointment.unknown": entry(
        404,
        ("没有预约 {booking}。", "There is no appointment {booking}."),
        ("请核对预约码；没有预约也可以现场取号。", "Check the code; you can take a number without one too."),
    ),
    "appointment.oneKey": entry(
        422,
        ("查预约要写证件号或预约码中的一个。", "An appointment is found by ID number or by code."),
        ("两项写一项。", "Give one of the two."),
    ),
    "appointment.codeTaken": entry(
        409,
        ("预约码 {booking} 已属于另一个预约。", "The code {booking} belongs to another appointment."),
        ("请换一个预约码。", "Use another code."),
    ),
    "appointment.notBookable": entry(
        409,
        ("{service}不接受预约。", "{service} takes no appointments."),
        ("请现场取号。", "Take a number in the hall."),
    ),
    "appointment.noSlot": entry(
        409,
        ("{time} 不是{service}的预约时段。", "{time} is no slot of {service}."),
        ("可以预约：{free}。", "These can be booked: {free}."),
    ),
    "appointment.slotFull": entry(
        409,
        ("{service}{time} 已约满。", "{time} of {service} is fully booked."),
        (
            "还可以预约：{free}。也可以直接来现场取号，每个时段都留有现场号。",
            "Still free: {free}. Walking in is possible too: part of every slot is kept for it.",
        ),
    ),
    "appointment.past": entry(
        409,
        ("{time} 已经过去。", "{time} is over."),
        ("可以预约：{free}。", "These can be booked: {free}."),
    ),
    "appointment.tooFar": entry(
        409,
        ("只能提前 {days} 天预约。", "One can book {days} day(s) ahead."),
        ("请到那时再约。", "Book it then."),
    ),
    "appointment.already": entry(
        409,
        ("已预约{slot}的同一业务。", "There is an appointment for this service already: {slot}."),
        ("要换时间，请先取消原来的预约。", "To change the time, cancel that one first."),
    ),
    "appointment.blocked": entry(
        409,
        ("近 {days} 天爽约 {missed} 次，暂停预约。", "{missed} appointments were missed in {days} days."),
        (
            "{until} 起可以再预约；现场取号不受影响。",
            "Booking is possible again from {until}; walking in always is.",
        ),
    ),
    "appointment.otherService": entry(
        409,
        ("这个预约办的是{service}。", "This appointment is for {service}."),
        ("请选{service}取号。", "Take a number for {service}."),
    ),
    "appointment.tooEarly": entry(
        409,
        ("预约时段是{slot}，来早了。", "Your slot is {slot}: it is too early."),
        (
            "请{earliest} 以后来取号；现在要办，可以不用预约直接取号。",
            "Come from {earliest} on. To be served now, take a number without the appointment.",
        ),
    ),
    "appointment.over": entry(
        409,
        ("预约的时段({slot})已经过去。", "The slot of this appointment, {slot}, is over."),
        ("请直接现场取号。", "Take a number without it."),
    ),
    "appointment.cancelled": entry(
        409,
        ("这个预约已取消。", "This appointment was cancelled."),
        ("请直接现场取号。", "Take a number without it."),
    ),
    "appointment.takenUp": entry(
        409,
        ("这个预约已取号 {number}。", "This appointment became number {number}."),
        ("请留意叫号，无需再取。", "Watch for that number; no second one is needed."),
    ),
    "tide.unknown": entry(
        404,
        ("没有这条提议。", "There is no such proposal."),
        ("请刷新页面。", "Look at the page again."),
    ),
    "tide.over": entry(
        409,
        ("这条提议已经处理过了({how})。", "This proposal is over ({how})."),
        ("请刷新页面看现在的情况。", "Look at the page again."),
    ),
    "tide.onlyTold": entry(
        409,
        ("这条只是提醒，没有可以一键做的事。", "This is only told; there is nothing to accept."),
        ("请处理后等它自己消失，或写明原因，按“暂不处理”。", "Do what it says, or dismiss it with a reason."),
    ),
}
