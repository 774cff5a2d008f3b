"""What is refused of what window units tell, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

WINDOWS: dict[str, Entry] = {
    "rating.already": entry(
        409,
        ("这张号已经评价过了。", "This ticket was evaluated already."),
        ("第一次的评价有效，无需再评。", "The first evaluation stands; there is nothing to do."),
    ),
    "rating.notServed": entry(
        409,
        ("{number} 还没有办结，不能评价。", "{number} was not served yet; it cannot be evaluated."),
        ("请办结以后再评价。", "Finish it first."),
    ),
    "rating.otherWindow": entry(
        409,
        ("{number} 是 {window} 号窗口办的。", "{number} was served at window {window}."),
        (
            "请核对评价器所在机器的 window。",
            "Look at the window of the unit that the evaluation pad belongs to.",
        ),
    ),
    "rating.early": entry(
        409,
        (
            "评价的时候 {number} 还没有叫过。",
            "{number} had not been called when it was evaluated.",
        ),
        (
            "评价已另外保存，这张号照样可以评。",
            "It is kept apart; the visit is free for its own evaluation.",
        ),
    ),
    "rating.notYours": entry(
        409,
        (
            "{unit} 不在 {window} 号窗口，不能替它送评价。",
            "{unit} is not at window {window}, whose evaluation this is.",
        ),
        (
            "评价已隔离保存；请核对大厅文件里这台机器的 window。",
            "It is kept in quarantine; look at the unit's window in the hall file.",
        ),
    ),
    "local.otherWindow": entry(
        409,
        ("{unit} 不是 {window} 号窗口的窗口机。", "{unit} is not the unit of window {window}."),
        (
            "记录已隔离保存；请核对大厅文件里这台机器的 role 和 window。",
            "It is kept in quarantine; look at the unit's role and window in the hall file.",
        ),
    ),
    "showing.nobody": entry(
        409,
        ("{window} 号窗口没有号，没有人可以确认。", "Nobody is at window {window} to confirm anything."),
        ("先叫号，再发给评价屏。", "Call a number first, then show the text."),
    ),
    "showing.unknown": entry(
        404,
        ("没有这份要确认的文字。", "There is no such text to confirm."),
        (
            "记录已隔离保存，请在控制台重新发一次。",
            "It is kept in quarantine; show the text again from the console.",
        ),
    ),
    "showing.nothing": entry(
        422,
        ("没有写内容，也没有选文件。", "There are neither words nor a file."),
        ("请写要确认的内容，或者选一个文件。", "Write what is to be confirmed, or choose a file."),
    ),
    "showing.noDocument": entry(
        409,
        ("要显示的文件不在服务器上。", "The document is not on the server."),
        ("请重新选文件再发。", "Choose the file again and show it."),
    ),
    "showing.away": entry(
        404,
        ("这一页或签名还没有送到。", "This page or the signature has not arrived yet."),
        ("等评价屏联网后再看。", "Look again once the pad is connected."),
    ),
    "document.kind": entry(
        415,
        ("这个文件不是 PDF、PNG 或 JPEG。", "The file is neither PDF, PNG nor JPEG."),
        ("请另存成 PDF 或图片再发。", "Save it as a PDF or a picture first."),
    ),
    "document.pages": entry(
        422,
        ("文件超过 {most} 页。", "The document has more than {most} pages."),
        ("请只发要确认的几页。", "Show only the pages to be confirmed."),
    ),
    "document.pixels": entry(
        422,
        ("图片超过 {most} 百万像素。", "The picture has more than {most} million pixels."),
        ("请把图片缩小再发。", "Make the picture smaller."),
    ),
    "document.broken": entry(
        422,
        (
            "文件打不开：可能损坏、加了密码或太复杂。",
            "The file cannot be opened: broken, locked by a password, or too complex.",
        ),
        ("请另存一份不加密码的，或发图片。", "Save it without a password, or show pictures."),
    ),
    "document.noPoppler": entry(
        503,
        ("服务器上没有显示 PDF 的程序。", "The server has no program that draws PDFs."),
        (
            "请技术员运行 apt install poppler-utils；先发图片。",
            "Have a technician run apt install poppler-utils; show pictures meanwhile.",
        ),
    ),
    "showing.answered": entry(
        409,
        ("这份文字已经确认过或拒绝过。", "This text was confirmed or refused already."),
        ("第一次的算数，不用再做什么。", "The first answer counts; nothing need be done."),
    ),
    "showing.notThisText": entry(
        409,
        ("确认的不是这份文字，或者少了签名。", "What was confirmed is another text, or it has no signature."),
        (
            "记录已隔离保存，请在控制台重新发一次。",
            "It is kept in quarantine; show the text again from the console.",
        ),
    ),
    "showing.otherWindow": entry(
        409,
        ("这台机器不是 {window} 号窗口的评价屏。", "This unit is not the review pad of window {window}."),
        (
            "记录已隔离保存；请核对大厅文件里这台机器的 role 和 window。",
            "It is kept in quarantine; look at the unit's role and window in the hall file.",
        ),
    ),
}
