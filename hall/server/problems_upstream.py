"""What is refused of the outbox to the province, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

UPSTREAM: dict[str, Entry] = {
    "upstream.unknown": entry(
        404,
        ("上报里没有这一条。", "The outbox to the province has no such evaluation."),
        ("请刷新页面再看。", "Load the page again."),
    ),
    "upstream.noPage": entry(
        404,
        ("本大厅没有设置省里的评价页。", "This hall has no page of the province."),
        (
            "对照表要有 [page]，大厅文件的 [upstream] 要写 page_url。",
            "The mapping needs [page], and [upstream] of the hall file its page_url.",
        ),
    ),
    "upstream.lacking": entry(
        409,
        ("省里的评价页缺必填的内容：{fields}。", "The province's page lacks what it must have: {fields}."),
        (
            "请补好事项的指南(codes)或大厅文件的 [upstream]；这次先在本大厅评价。",
            "Complete the item's guide (codes) or [upstream] of the hall file; have this one evaluated here.",
        ),
    ),
    "upstream.notYours": entry(
        409,
        ("这一条在等着上报，或者已经有了结果。", "It waits to be sent, or has its result already."),
        (
            "不用处理；请刷新页面看它现在怎样。",
            "There is nothing to decide; load the page again to see how it stands.",
        ),
    ),
}
