"""What is refused of calls for help and of staff who help at a terminal, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

HELP: dict[str, Entry] = {
    "help.unknown": entry(
        404,
        ("没有这次求助。", "There is no such call for help."),
        ("请刷新页面，看现在有哪些求助。", "Renew the page and see which calls there are."),
    ),
    "help.otherUnit": entry(
        409,
        ("这次求助是 {unit} 发出的。", "That call for help came from {unit}."),
        ("每台设备只处理自己的求助。", "A unit deals with its own calls."),
    ),
    "help.over": entry(
        409,
        ("这次求助已经结束。", "That call for help is over."),
        ("请那位群众再按一次求助。", "Have the citizen call again."),
    ),
    "help.answered": entry(
        409,
        ("{by} 已经去了。", "{by} is on the way already."),
        ("请看求助页上其他的求助。", "Look at the other calls on the page."),
    ),
    "help.notAnswered": entry(
        409,
        ("还没有人应答这次求助。", "Nobody has answered that call yet."),
        ("请先在控制台按“我马上到”。", 'Press "I am coming" on the console first.'),
    ),
    "help.unknownStaff": entry(
        409,
        ("大厅文件里没有工号 {staff}。", "The hall file has no staff number {staff}."),
        ("请核对工号，或请技术员登记到 clerks。", "Check it, or have the technician enter it under clerks."),
    ),
    "help.wrongCode": entry(
        409,
        ("协助码不对，或者已经失效。", "The code is wrong, or no longer valid."),
        (
            "请在控制台的求助页按“换一个码”：两分钟内有效，只能用一次。",
            'Press "another code" on the console: it is valid for two minutes, and once.',
        ),
    ),
    "assist.unknown": entry(
        404,
        ("没有这次协助的开始记录。", "The beginning of that help is not known."),
        ("记录已隔离保存，请技术员核对。", "It is kept in quarantine for the technician."),
    ),
}
