"""What is refused to whoever has no right to it, in both languages."""

from __future__ import annotations

from hall.server.problem_entry import Entry, entry

_NEW_TOKEN = (
    "请在服务器上用 hallkit server token 发一个，存进本机数据目录的 token 文件；浏览器请在 /console/sign-in 登录。",
    (
        "Make one on the server with hallkit server token and keep it in the file token of this unit's data folder; "
        "a browser signs in at /console/sign-in."
    ),
)

TOKENS: dict[str, Entry] = {
    "token.missing": entry(
        401, ("这台服务器要令牌，请求没有带。", "This server wants a token; there was none."), _NEW_TOKEN
    ),
    "token.wrong": entry(
        401, ("令牌不对，或已作废。", "The token is not known here, or was revoked."), _NEW_TOKEN
    ),
    "token.notAllowed": entry(
        403,
        ("{role} 的令牌不能做这件事。", "A token of the role {role} may not do this."),
        ("请用 {roles} 的令牌。", "Use a token of: {roles}."),
    ),
    "token.otherUnit": entry(
        403,
        (
            "这个令牌是 {unit} 的，不能替别的机器说话。",
            "This token is {unit}'s; it speaks for no other unit.",
        ),
        ("请给每台机器各发一个令牌。", "Give each unit a token of its own."),
    ),
    "token.otherWindow": entry(
        403,
        (
            "这个令牌是 {unit} 的，不能在这个窗口用。",
            "This token is {unit}'s; it may not act at this window.",
        ),
        (
            "请核对大厅文件里这台机器的 window，或用 staff 的令牌。",
            "Look at the unit's window in the hall file, or use a staff token.",
        ),
    ),
    "token.unknownId": entry(
        404,
        ("没有编号 {id} 的令牌。", "There is no token with the id {id}."),
        ("用 hallkit server token --list 看编号。", "hallkit server token --list tells the ids."),
    ),
    "token.unknownUnit": entry(
        422,
        ("大厅文件里没有角色是 {role} 的机器 {unit}。", "The hall file has no {role} named {unit}."),
        (
            "请用：{known}；没有就先写进大厅文件，再重启服务器。",
            "Use one of: {known}; else add it to the hall file and restart the server.",
        ),
    ),
    "token.notHere": entry(
        403,
        ("令牌只能在服务器本机管理。", "Tokens are managed on the server's own machine only."),
        ("请在服务器上用 hallkit server token。", "Use hallkit server token there."),
    ),
}
