"""What the ledger refuses, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

LEDGER: dict[str, Entry] = {
    "ledger.unknown": entry(
        404,
        ("台账里没有编号 {number}。", "The ledger has no entry {number}."),
        (
            "请核对凭条上的编号；终端断网时登记的，联网后才会到。",
            "Check the number on the receipt; what was told while a terminal was offline comes later.",
        ),
    ),
    "ledger.numberTaken": entry(
        409,
        ("台账编号 {number} 已属于另一条。", "The ledger number {number} is another entry's."),
        ("请工作人员核对两份凭条。", "Have staff compare the two receipts."),
    ),
    "ledger.closed": entry(
        409,
        ("这一条已办结，不能再改。", "This entry is closed and stays as it is."),
        ("有新情况请重新登记一条。", "Enter what is new as another entry."),
    ),
    "ledger.notAnswered": entry(
        409,
        ("还没有答复，不能办结。", "It cannot be closed without an answer."),
        ("请先写答复，再办结。", "Write the answer first, then close it."),
    ),
    "ledger.unsigned": entry(
        422,
        ("没有写是谁办的。", "Nobody signed it."),
        ("请填写经办人的姓名或工号。", "Give the name or staff number of whoever does it."),
    ),
    "ledger.nobody": entry(
        422,
        ("没有写转给谁。", "It does not say to whom."),
        ("请填写承办的人或部门。", "Name the person or department that is to see to it."),
    ),
    "ledger.noWords": entry(
        422,
        ("没有写内容。", "It has no words."),
        (
            "请写明查到的情况、理由或办理结果，再提交。",
            "Write what was found, why, or what came of it, then send it.",
        ),
    ),
    "ledger.noResult": entry(
        422,
        ("没有选结果，或这一步没有这种结果。", "No result was chosen, or this step has no such result."),
        ("请从列出的结果里选一个。", "Choose one of those that are listed."),
    ),
    "ledger.notNow": entry(
        409,
        (
            "这一步现在还不能办，或这一类没有这一步。",
            "This step cannot be taken now, or not with this kind of entry.",
        ),
        (
            "请刷新页面，按页面上的按钮办下一步。",
            "Load the page again and take one of the steps that it offers.",
        ),
    ),
    "ledger.once": entry(
        409,
        ("已经申诉过一次，不能再申诉。", "It was appealed against once; there is no second appeal."),
        ("有新情况请写在“说明”里。", "Say what is new as an explanation."),
    ),
    "ledger.notCalledBack": entry(
        409,
        (
            "还没有答复和回访，申诉也没有成立，不能办结。",
            "It cannot be closed before answer and call-back, or an appeal that was granted.",
        ),
        ("请先答复、再回访，然后办结。", "Answer it, call back, then close it."),
    ),
    "ledger.ownService": entry(
        403,
        ("{by} 就是被差评的人，不能办这一步。", "{by} is whose service it was and cannot take this step."),
        (
            "请换一位工作人员办；本人可以说明或申诉。",
            "Have somebody else take it; they may explain or appeal.",
        ),
    ),
    "ledger.ownAppeal": entry(
        403,
        ("{by} 提的申诉，不能自己裁定。", "{by} made this appeal and cannot judge it."),
        ("请换一位负责人裁定。", "Have another supervisor judge it."),
    ),
}
