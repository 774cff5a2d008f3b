"""Every refusal of the server, in both languages: what is wrong and what to do.

Refusal        the request cannot be done as it stands; nothing was kept
OutcomeUnknown a commit failed: what was asked may or may not be there (`store.outcomeUnknown`)
"""

from __future__ import annotations

from hall.contract.messages import OwnTicket, Problem
from hall.server.problem_entry import Entry, entry, fill
from hall.server.problems_attendance import ATTENDANCE
from hall.server.problems_cases import CASES
from hall.server.problems_guides import GUIDES
from hall.server.problems_help import HELP
from hall.server.problems_hours import HOURS
from hall.server.problems_ledger import LEDGER
from hall.server.problems_outside import OUTSIDE
from hall.server.problems_pickup import PICKUP
from hall.server.problems_queue import QUEUE
from hall.server.problems_ratings import RATINGS
from hall.server.problems_screens import SCREENS
from hall.server.problems_supervision import SUPERVISION
from hall.server.problems_tokens import TOKENS
from hall.server.problems_upstream import UPSTREAM
from hall.server.problems_windows import WINDOWS

_REUSED = (
    "此编号已用于另一项请求。",
    "This event_id already belongs to another request.",
)
_NEW_ID = (
    "新的操作请使用新的 event_id；重试时请原样重发。",
    "Use a new event_id for a new wish; repeat a retry unchanged.",
)
_AGAIN = ("请稍后用同一 event_id 重试。", "Try again in a moment with the same event_id.")

CATALOGUE: dict[str, Entry] = (
    QUEUE
    | ATTENDANCE
    | GUIDES
    | HELP
    | HOURS
    | LEDGER
    | OUTSIDE
    | PICKUP
    | RATINGS
    | SCREENS
    | SUPERVISION
    | TOKENS
    | UPSTREAM
    | WINDOWS
    | CASES
    | {
        "request.unknownPath": entry(
            404,
            ("没有这个地址：{path}。", "There is nothing at {path}."),
            ("请核对地址，所有接口都在 /v1 之下。", "Check the address; everything is under /v1."),
        ),
        "request.method": entry(
            405,
            ("{path} 不支持 {method}。", "{path} does not take {method}."),
            ("请改用：{allow}。", "Use {allow}."),
        ),
        "request.notJson": entry(
            400,
            ("请求内容不是可读的 JSON。", "The body is not readable JSON."),
            (
                "请以 UTF-8 JSON 发送，并设置 Content-Type: application/json。",
                "Send UTF-8 JSON with Content-Type: application/json.",
            ),
        ),
        "request.notObject": entry(
            422,
            ("请求内容应当是一个 JSON 对象。", "The body must be one JSON object."),
            (
                '请写成 {{"名字": 值}}；各字段见 /v1/openapi.json。',
                'Write {{"name": value}}; /v1/openapi.json lists the fields.',
            ),
        ),
        "request.invalid": entry(
            422,
            ("字段 {field} 不正确。", "The field {field} is not right."),
            ("请按接口说明更正：{hint}。", "Correct it as the contract says: {hint}."),
        ),
        "request.tooLarge": entry(
            413,
            ("请求内容超过 {limit} 字节。", "The body is larger than {limit} bytes."),
            ("请分批发送。", "Send it in smaller pieces."),
        ),
        "request.foreignPage": entry(
            403,
            ("请求来自别的网站的页面，没有执行。", "Another site's page sent this; it was not done."),
            ("请在本服务器的页面上操作。", "Do it on this server's own pages."),
        ),
        "service.unknown": entry(
            422,
            ("本大厅没有业务 {service}。", "This hall has no service {service}."),
            ("请改用：{known}。", "Use one of: {known}."),
        ),
        "window.unknown": entry(
            404,
            ("本大厅没有 {window} 号窗口。", "This hall has no window {window}."),
            ("请改用：{known}。", "Use one of: {known}."),
        ),
        "window.idle": entry(
            409,
            ("{window} 号窗口当前没有叫号。", "Window {window} serves nobody now."),
            ("请先叫下一号。", "Call the next ticket first."),
        ),
        "ticket.alreadyWaiting": entry(
            409,
            ("您已在排队，号码 {number}。", "You are already waiting with number {number}."),
            ("请留意叫号，无需再取号。", "Watch for that number; no second one is needed."),
        ),
        "ticket.idReused": entry(409, _REUSED, _NEW_ID),
        "ticket.numbersEnded": entry(
            409,
            ("{service} 今日号码已发完。", "The numbers of {service} are used up for today."),
            ("请到咨询台。", "Please go to the information desk."),
        ),
        "ticket.unknown": entry(
            404,
            ("没有这张号票。", "There is no such ticket."),
            (
                "请核对票上的号码和二维码，或到咨询台问。",
                "Check the number and the code on the paper, or ask at the information desk.",
            ),
        ),
        "ticket.numberTaken": entry(
            409,
            ("号码 {number} 当日已属于另一张号票。", "The number {number} is another ticket's that day."),
            ("请工作人员核对两张纸票。", "Have staff compare the two papers."),
        ),
        "ticket.numberDiffers": entry(
            409,
            ("该号票的号码是 {number}。", "That ticket's number is {number}."),
            ("请以服务器上的号码为准，请工作人员核对。", "Have staff compare the paper with the server."),
        ),
        "ticket.notALease": entry(
            409,
            ("号码 {number} 不是本机的离线号码。", "{number} is no offline number of this unit's."),
            ("请核对设备的机号(mark)与业务字头。", "Check the unit's mark and the service's prefix."),
        ),
        "case.numberTaken": entry(
            409,
            ("办件编号 {number} 已属于另一办件。", "The case number {number} is another case's."),
            ("请工作人员核对两份凭条。", "Have staff compare the two receipts."),
        ),
        "item.unknown": entry(
            422,
            ("本大厅没有事项 {item}。", "This hall has no item {item}."),
            ("请更新服务器的大厅配置，再重新处理。", "Update the server's hall file, then process it again."),
        ),
        "kind.unknown": entry(
            422,
            ("服务器不认识记录种类 {kind}。", "The server does not know the kind {kind}."),
            (
                "记录已隔离保存；请升级服务器后重新处理。",
                "It is kept in quarantine; upgrade the server, then process it.",
            ),
        ),
        "body.invalid": entry(
            422,
            ("记录内容不正确：{field}。", "The body is not right: {field}."),
            (
                "记录已隔离保存；请技术人员核对终端与服务器版本。",
                "It is kept in quarantine; compare the versions of unit and server.",
            ),
        ),
        "event.bodyChanged": entry(
            409,
            ("同一 event_id 的内容与首次不同。", "The same event_id came with another body."),
            (
                "首次内容有效，本次已隔离；请技术人员检查该终端。",
                "The first one stands; have the unit looked at.",
            ),
        ),
        "verb.idReused": entry(409, _REUSED, _NEW_ID),
        "lease.markTaken": entry(
            409,
            ("机号 {mark} 属于另一台设备。", "The mark {mark} belongs to another unit."),
            (
                "请在大厅配置中为本机设置未使用的 mark。",
                "Give this unit a mark of its own in the hall file.",
            ),
        ),
        "lease.ended": entry(
            409,
            ("此机号今日离线号码已用完。", "The offline numbers of this mark are used up."),
            ("请恢复网络联机取号，或到咨询台。", "Restore the network, or use the information desk."),
        ),
        "feed.ahead": entry(
            409,
            ("所请求的事件序号大于服务器已有的。", "The feed has no event that high."),
            (
                "服务器可能由备份恢复；请重新读取 GET /v1/board，再从其 last_seq 继续。",
                "The server may have been restored: read GET /v1/board again and go on from its last_seq.",
            ),
        ),
        "attachment.offset": entry(
            409,
            ("应从第 {offset} 字节继续。", "The upload stands at byte {offset}."),
            ("请从 Upload-Offset 给出的位置继续。", "Go on from the answer's Upload-Offset."),
        ),
        "attachment.busy": entry(
            409,
            ("此文件正由另一请求写入。", "Another request is writing this file."),
            ("请稍候再查询进度(HEAD)。", "Ask for the offset (HEAD) again in a moment."),
        ),
        "attachment.mismatch": entry(
            422,
            ("收到的文件与其校验值不符，已丢弃。", "The file does not match its hash; it was dropped."),
            ("请核对文件后从头上传。", "Check the file and upload it from the start."),
        ),
        "attachment.disk": entry(
            503,
            ("服务器无法保存文件。", "The server cannot keep the file."),
            (
                "请联系管理员检查磁盘；文件请保留，稍后重传。",
                "Have the disk checked; keep the file and upload it later.",
            ),
        ),
        "store.outcomeUnknown": entry(
            503,
            ("无法确认是否已保存。", "It is not known whether this was kept."),
            (
                "请保留同一 event_id；服务器重启后原样重试，切勿换号。",
                "Keep the event_id and repeat it after the server's restart; never take a new number for it.",
            ),
        ),
        "store.stopped": entry(
            503,
            (
                "服务器因存储故障停止写入，本次请求未保存。",
                "After a storage fault the server takes no writes.",
            ),
            ("请联系管理员检查磁盘并重启服务。", "Have the disk checked and the server restarted."),
        ),
        "store.busy": entry(
            503,
            ("服务器繁忙，本次请求未保存。", "The server is busy; this was not kept."),
            _AGAIN,
        ),
        "store.failed": entry(
            503,
            ("存储暂时不可用，本次请求未保存。", "The store is not available; this was not kept."),
            _AGAIN,
        ),
        "server.fault": entry(
            500,
            ("服务器内部故障。", "The server has a fault of its own."),
            (
                "请用同一 event_id 重试；若仍失败请联系技术人员查看日志。",
                "Repeat it with the same event_id; if it fails again, have the log looked at.",
            ),
        ),
    }
)
"""Every code the server answers with."""


class Refusal(Exception):  # noqa: N818 - the field's word: a request is refused
    """The request cannot be done; `problem` says why and what to do. Nothing was kept."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        headers: dict[str, str] | None = None,
        ticket: OwnTicket | None = None,
        **words: object,
    ) -> None:
        found = CATALOGUE[code]
        self.status = found.status
        self.headers = headers
        self.problem = Problem(
            code=code, what=fill(found.what, words), do=fill(found.do, words), detail=detail, ticket=ticket
        )
        super().__init__(code)


class OutcomeUnknown(Refusal):
    """A commit failed: ask again with the same id after a restart, never with a new one."""

    def __init__(self) -> None:
        super().__init__("store.outcomeUnknown")
