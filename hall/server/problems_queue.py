"""What the rules of the queue refuse, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

QUEUE: dict[str, Entry] = {
    "group.unknown": entry(
        422,
        ("本大厅没有优先人群 {group}。", "This hall has no group {group}."),
        ("请改用：{known}。", "Use one of: {known}."),
    ),
    "service.noWindow": entry(
        409,
        ("今天没有窗口办理 {service}。", "No window does {service} today."),
        (
            "请先让一个窗口办理这项业务，或转给别的业务。",
            "Let a window serve it first, or pass it on elsewhere.",
        ),
    ),
    "window.closed": entry(
        409,
        ("{window} 号窗口没有开。", "Window {window} is closed."),
        ("请先开窗，或换一个开着的窗口。", "Open it first, or take one that is open."),
    ),
    "window.paused": entry(
        409,
        ("{window} 号窗口暂停中。", "Window {window} is paused."),
        ("请先恢复服务。", "Go on serving first."),
    ),
    "window.busy": entry(
        409,
        ("{window} 号窗口还有人在办。", "Somebody is still at window {window}."),
        ("请先办结、转办或挂起当前号。", "Finish, pass on or hold that ticket first."),
    ),
    "window.needsService": entry(
        422,
        ("窗口至少要办一项业务。", "A window serves at least one service."),
        ("请写明办哪些业务。", "Name the services."),
    ),
    "window.pauseNeedsReason": entry(
        422,
        ("暂停要写原因。", "A pause needs a reason."),
        ("请选一个原因，等候的人会看到。", "Give one; those who wait will read it."),
    ),
    "ticket.alreadyStarted": entry(
        409,
        ("{number} 已开始办理。", "{number} is being served already."),
        ("请办结、转办或挂起。", "Finish it, pass it on or hold it."),
    ),
    "ticket.itemAlready": entry(
        409,
        ("{number} 已加过这项事项。", "{number} has that matter already."),
        ("无需再加。", "There is nothing to add."),
    ),
    "ticket.calledElsewhere": entry(
        409,
        ("{number} 已被别的窗口叫走。", "{number} was called by another window."),
        ("请叫下一号。", "Call the next ticket."),
    ),
    "ticket.otherWindow": entry(
        409,
        ("{number} 不在本窗口的队里。", "{number} does not wait for this window."),
        ("请叫本窗口的号，或请对方窗口转来。", "Call one that does, or have it passed on to you."),
    ),
    "ticket.notWaiting": entry(
        409,
        ("{number} 不在等候。", "{number} is not waiting."),
        ("请刷新等候名单。", "Look at the line again."),
    ),
    "ticket.callAgainFirst": entry(
        409,
        (
            "{number} 只叫了 {calls} 遍，至少要叫 {least} 遍。",
            "{number} was called {calls} time(s); {least} are the least.",
        ),
        ("请再叫一遍。", "Call it once more."),
    ),
    "ticket.callNotHeardYet": entry(
        409,
        ("{number} 刚刚叫过。", "{number} was called a moment ago."),
        ("请等 {seconds} 秒，人可能正走过来。", "Wait {seconds} s: the citizen may be on the way."),
    ),
    "ticket.notHeld": entry(
        409,
        ("{number} 没有挂起。", "{number} is not held."),
        ("请刷新挂起名单。", "Look at the held cases again."),
    ),
    "ticket.transferNowhere": entry(
        409,
        ("{number} 已经在这里。", "{number} is there already."),
        ("请选别的业务或窗口。", "Choose another service or window."),
    ),
    "ticket.notAway": entry(
        409,
        ("{number} 没有过号，也没有挂起。", "{number} was neither missed nor held."),
        ("请看大屏留意叫号。", "Watch the board for it."),
    ),
    "ticket.takeNew": entry(
        409,
        ("{number} 不能再回到队里。", "{number} cannot come back to the queue."),
        ("请重新取号。", "Take a new ticket."),
    ),
    "ticket.beingServed": entry(
        409,
        ("{number} 正在窗口。", "{number} is at a window."),
        ("请窗口工作人员处理。", "The clerk there has to end it."),
    ),
    "ticket.ended": entry(
        409,
        ("{number} 已经结束。", "{number} has ended."),
        ("需要时请重新取号。", "Take a new ticket if you need one."),
    ),
    "transfer.oneTarget": entry(
        422,
        ("转办要写一个去处。", "A transfer leads to one place."),
        ("业务和窗口写一个。", "Name a service or a window, not both."),
    ),
    "undo.nothing": entry(
        409,
        ("{window} 号窗口没有可撤销的操作。", "Window {window} has nothing to take back."),
        ("请继续办理。", "Go on."),
    ),
    "undo.tooLate": entry(
        409,
        ("超过 {seconds} 秒，不能撤销了。", "After {seconds} s it cannot be taken back."),
        ("请用转办、挂起或重新叫号更正。", "Put it right by passing on, holding or calling."),
    ),
    "undo.changedSince": entry(
        409,
        ("这张号之后又有变化，不能撤销。", "The ticket has changed since; it cannot be taken back."),
        ("请刷新后再处理。", "Look again and put it right from there."),
    ),
}
