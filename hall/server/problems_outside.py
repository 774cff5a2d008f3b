"""What services outside the hall do not give, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

OUTSIDE: dict[str, Entry] = {
    "licence.none": entry(
        404,
        ("本大厅没有接电子证照。", "This hall looks up no electronic licences."),
        ("请扫描纸质材料。", "Scan the paper instead."),
    ),
    "licence.away": entry(
        503,
        ("电子证照现在查不到。", "Electronic licences cannot be looked up now."),
        (
            "请扫描纸质材料；一直这样请技术员看服务器日志和 [licences]。",
            "Scan the paper instead. If it stays so, a technician looks at the server's log and at [licences].",
        ),
    ),
    "resident.none": entry(
        404,
        ("本大厅不能用居民码办事。", "This hall cannot tell whose a resident's code is."),
        ("请用身份证。", "Use the ID card."),
    ),
    "resident.away": entry(
        503,
        ("居民码现在核对不了。", "Residents' codes cannot be checked now."),
        (
            "请用身份证；一直这样请技术员看服务器日志和 [residents]。",
            "Use the ID card. If it stays so, a technician looks at the server's log and at [residents].",
        ),
    ),
    "resident.unknown": entry(
        404,
        ("没有查到这个居民码是谁的。", "Nobody has this code."),
        ("请在手机上刷新居民码再试，或用身份证。", "Refresh the code on the phone, or use the ID card."),
    ),
    "resident.old": entry(
        410,
        ("这个居民码生成得太久了。", "This code was made too long ago."),
        ("请在手机上刷新居民码再试，或用身份证。", "Refresh the code on the phone, or use the ID card."),
    ),
    "resident.used": entry(
        410,
        ("这个居民码已经用过。", "This code was used already."),
        ("请在手机上刷新居民码再试，或用身份证。", "Refresh the code on the phone, or use the ID card."),
    ),
    "resident.ended": entry(
        410,
        ("这个人的证件过了有效期。", "This person's document has expired."),
        ("请换领证件以后再办；急事到窗口。", "Renew the document first; if it is urgent go to a window."),
    ),
    "resident.guessing": entry(
        429,
        (
            "不对的居民码太多，请 {minutes} 分钟以后再试。",
            "Too many codes that are none: try again in {minutes} min.",
        ),
        ("请用身份证。", "Use the ID card."),
    ),
    "seal.none": entry(
        404,
        ("本大厅没有接电子印章。", "This hall has no seal service."),
        (
            "请打印后加盖实体章，或在 [seals] 里写上印章服务。",
            "Print it and use the stamp, or name a seal service in [seals].",
        ),
    ),
    "seal.away": entry(
        503,
        ("电子印章现在盖不上。", "The seal service gives no seal now."),
        (
            "请稍后再按一次，或打印后加盖实体章；一直这样请技术员看服务器日志和 [seals]。",
            (
                "Try again in a moment, or print it and use the stamp. If it stays so, a technician looks at the "
                "server's log and at [seals]."
            ),
        ),
    ),
    "seal.noPicture": entry(
        404,
        ("没有这个印章图。", "There is no such seal picture."),
        (
            "通知书上留出盖章处；本大厅的印章图由 [seals] 的 picture 写明，放在数据目录的 seals 里。",
            "Leave the place of the seal empty. The hall's own is named by picture in [seals], in the folder seals of the data.",
        ),
    ),
}
