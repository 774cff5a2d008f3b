"""The columns of an item directory: as people head them, as the national data model names them, and where each goes.

`Column.path`: the place in a guide (`hall.contract.guides`), `/` between. `read`: how a cell becomes a value; `Amiss` says why not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hall.guides.tables import Cell

Read = Callable[[Cell], object]


class Amiss(Exception):  # noqa: N818 - it is no error of the program
    """A cell that cannot be understood: what to write instead, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True)
class Column:
    """`names`: the first is what it is called in messages."""

    names: tuple[str, ...]
    path: str
    read: Read


def text(cell: Cell) -> str:
    """As it stands."""
    return cell.text


def texts(cell: Cell) -> list[str]:
    """Several, one to a line or behind a ；."""
    return [each.strip() for each in re.split(r"[\n；;]", cell.text) if each.strip()]


def codes(cell: Cell) -> list[str]:
    """Ids, with commas or lines between."""
    return [each for each in re.split(r"[、,，;；\s]+", cell.text) if each]


def options(cell: Cell) -> list[dict[str, str]]:
    """Answers to choose from: rent=租房, one to a line or behind a ；; without an id they are c1, c2…"""
    found = []
    for at, each in enumerate(texts(cell), 1):
        key, equals, name = (part.strip() for part in each.partition("="))
        found.append({"id": key, "name": name} if equals else {"id": f"c{at}", "name": each})
    return found


def number(cell: Cell) -> int:
    """A whole number, with or without what it counts: 15, 15个工作日, 当场."""
    if cell.text in {"当场", "当场办结", "即办", "0"}:
        return 0
    found = re.fullmatch(r"(\d{1,3})\s*(份|次|天|日|个工作日|工作日|号)?", cell.text)
    if found is None:
        raise _no_number(cell)
    return int(found[1])


def limit(cell: Cell) -> dict[str, object]:
    """A time limit: 15, 15个工作日, 20天, 3个月, 当场. A number alone counts working days."""
    found = re.fullmatch(r"(\d{1,3})\s*(工作日|个工作日|天|日|自然日|个自然日|个月|月)?", cell.text)
    if found is None and number(cell) == 0:
        return {"days": 0}
    if found is None:
        raise Amiss(
            "应当是时限，如 15个工作日、20天、3个月、当场",
            "must be a time limit, like 15个工作日, 20天, 3个月",
        )
    return {"days": int(found[1]), **_LIMITS.get(found[2] or "", {})}


def whole(cell: Cell) -> int:
    """A number of nine digits at most."""
    if re.fullmatch(r"\d{1,9}", cell.text, re.ASCII) is None:
        raise _no_number(cell)
    return int(cell.text)


def _no_number(cell: Cell) -> Amiss:
    if re.match(r"[-−－]\s*\d", cell.text):
        return Amiss("不能小于 0", "must not be less than 0")
    return Amiss("应当是整数，如 15", "must be a whole number, like 15")


def numbers(cell: Cell) -> list[int]:
    """Window numbers: 3、1."""
    parts = [each for each in re.split(r"[、,，;；\s]+", cell.text.replace("号", "")) if each]
    if not all(each.isdecimal() for each in parts):
        raise Amiss(
            "应当是窗口号，用顿号分开，如 3、1", "must be window numbers with commas between, like 3, 1"
        )
    return [int(each) for each in parts]


def day(cell: Cell) -> str:
    """A date of the calendar."""
    if isinstance(cell.value, datetime | date):
        return cell.text
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", cell.text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else _no_date()
    except ValueError:
        return _no_date()


def bound(cell: Cell) -> str:
    """A day, or one that moves: 今天, 今天-120年, 今天+30天, 今天-6个月."""
    found = re.fullmatch(r"(?:今天|today)\s*(?:([+-])\s*(\d{1,3})\s*(天|日|个月|月|年|[dmy]))?", cell.text)
    if found is None:
        return day(cell)
    return f"today{found[1]}{int(found[2])}{_UNITS.get(found[3], found[3])}" if found[1] else "today"


def _no_date() -> str:
    raise Amiss("不是日期，写成 2026-11-22", "is no date, write 2026-11-22")


def yes(cell: Cell) -> bool:
    """是 or 否."""
    if cell.text.lower() in {"是", "有", "y", "yes", "true", "1"}:
        return True
    if cell.text.lower() in {"否", "无", "n", "no", "false", "0"}:
        return False
    raise Amiss("写 是 或 否", "write 是 or 否")


def choice(words: Mapping[str, str]) -> Read:
    """One of these words; or the value itself."""

    def read(cell: Cell) -> str:
        found = words.get(cell.text, cell.text)
        if found not in words.values():
            raise Amiss(f"应当是其中一个：{'、'.join(words)}", f"must be one of: {', '.join(words)}")
        return found

    return read


def choices(words: Mapping[str, str]) -> Read:
    """Several of these words."""
    one = choice(words)

    def read(cell: Cell) -> list[object]:
        parts = [each for each in re.split(r"[、,，;；\n]+", cell.text) if each.strip()]
        return [one(Cell(each.strip(), cell.place)) for each in parts]

    return read


_UNITS = {"天": "d", "日": "d", "个月": "m", "月": "m", "年": "y"}
_LIMITS: Final[Mapping[str, Mapping[str, str]]] = {
    **{word: {"unit": "days"} for word in ("天", "日", "自然日", "个自然日")},
    **{word: {"unit": "months"} for word in ("个月", "月")},
}
_AUDIENCE = {
    "自然人": "person",
    "个人": "person",
    "法人": "company",
    "企业": "company",
    "企业法人": "company",
    "其他": "other",
}
_CLASS = {
    "即收即办件": "at_once",
    "即办件": "at_once",
    "当日办结件": "same_day",
    "限时办结件": "in_time",
    "承诺件": "promised",
    "上报件": "passed_up",
    "代办服务件": "by_agent",
    "不见面办件": "remote",
}
_IDENTIFY = {"身份证或居民码": "code", "身份证": "card", "只用身份证": "card"}
_WAYS = {
    "窗口办理": "window",
    "窗口": "window",
    "自助终端": "terminal",
    "网上办理": "online",
    "网上": "online",
    "手机": "phone",
    "掌上办理": "phone",
    "快递申请": "post",
    "邮寄": "post",
}
_DELIVERY = {
    "窗口领取": "collect",
    "取件柜": "locker",
    "邮寄": "post",
    "邮寄送达": "post",
    "电子证照": "electronic",
    "网上下载": "electronic",
}
_NEED = {"必要": "always", "必须": "always", "非必要": "sometimes", "按情形": "sometimes", "可选": "optional"}
_SCAN = {"扫描": "pages", "证件正反面": "card", "出示": "none", "屏幕填写": "filled"}
_KIND = {"文字": "text", "数字": "number", "日期": "date", "选择": "choice"}
_CARD = {"住址": "address", "出生日期": "birth", "性别": "sex"}
_FORMAT = {"纸质": "paper", "电子": "electronic", "纸质/电子": "either", "纸质或电子": "either"}

ITEM: Final = Column(("事项", "代号", "id", "local_task_code", "rowguid"), "id", text)

ITEMS: Final = (
    Column(("代号", "id", "local_task_code", "rowguid"), "id", text),
    Column(("事项名称", "task_name", "名称"), "name/zh", text),
    Column(("英文名称", "name_en"), "name/en", text),
    Column(("别名", "常用叫法", "aliases"), "aliases", texts),
    Column(("事项类型", "task_type"), "kind", text),
    Column(("版本", "task_version"), "version", text),
    Column(("公布日期", "published", "实施日期"), "published", day),
    Column(("有效期至", "expires", "失效日期"), "expires", day),
    Column(
        ("事项状态", "task_state"),
        "state",
        choice({"在用": "in_force", "1": "in_force", "暂停": "suspended"}),
    ),
    Column(("基本编码", "catalog_code"), "codes/basic", text),
    Column(("实施编码", "task_code"), "codes/task", text),
    Column(("业务办理项编码", "task_handle_item"), "codes/handled", text),
    Column(("地方基本编码", "local_catalog_code"), "codes/local_basic", text),
    Column(("实施主体", "dept_name", "实施机关", "部门"), "department/name/zh", text),
    Column(("实施主体英文", "dept_name_en"), "department/name/en", text),
    Column(("实施主体编码", "dept_code"), "department/credit_code", text),
    Column(("实施主体性质", "dept_type"), "department/kind", text),
    Column(("委托部门", "entrust_name"), "department/entrusted", text),
    Column(("决定机构",), "department/decides", text),
    Column(("联办机构", "other_dept"), "department/joint", texts),
    Column(("行使层级", "use_level"), "department/level", text),
    Column(("权力来源", "power_source"), "department/power", text),
    Column(("服务对象", "server_type"), "audience", choices(_AUDIENCE)),
    Column(("办件类型", "project_type"), "case_class", choice(_CLASS)),
    Column(("办理形式", "handle_type"), "ways", choices(_WAYS)),
    Column(("通办范围", "handle_area"), "area", text),
    Column(("进驻大厅", "is_entry_center"), "in_hall", yes),
    Column(("到现场次数", "limit_scene_num", "到办事现场次数"), "visits", number),
    Column(("适用范围",), "conditions/scope", text),
    Column(("受理条件", "accept_condition", "申请条件"), "conditions/accept", texts),
    Column(("禁止性要求",), "conditions/refuse", texts),
    Column(("数量限制", "limit_explain"), "conditions/limit", text),
    Column(("审查类型",), "conditions/review", text),
    Column(("法定办结时限", "anticipate_day"), "statutory", limit),
    Column(("法定时限说明", "anticipate_explain"), "statutory/note", text),
    Column(("承诺办结时限", "promise_day"), "promised", limit),
    Column(("承诺时限说明", "promise_explain"), "promised/note", text),
    Column(("是否收费", "is_fee"), "charged", yes),
    Column(("不用带材料",), "no_materials", yes),
    Column(("结果名称", "result_name"), "result/name", text),
    Column(("结果类型", "result_type"), "result/kind", text),
    Column(("结果样本", "result_sample"), "result/sample", text),
    Column(("结果有效期",), "result/valid", text),
    Column(("送达方式", "结果送达"), "result/delivery", choices(_DELIVERY)),
    Column(("办理地点", "transact_addr"), "places/0/address", text),
    Column(("窗口", "办理窗口"), "places/0/windows", numbers),
    Column(("办理时间", "transact_time"), "places/0/hours", text),
    Column(("交通",), "places/0/route", text),
    Column(("咨询方式", "link_way", "咨询电话"), "inquiry/phone", text),
    Column(("咨询地址", "link_addr"), "inquiry/address", text),
    Column(("监督投诉方式", "supervise_way", "投诉电话"), "complaint/phone", text),
    Column(("网上办理地址", "online_url"), "online/url", text),
    Column(("手机办理地址", "mobile_terminal_url"), "online/phone_url", text),
    Column(("进度查询地址",), "online/progress_url", text),
    Column(("操作视频",), "online/video_url", text),
    Column(("中介服务", "service_type"), "agents", texts),
    Column(("权利和救济", "申请人权利义务"), "rights", texts),
    Column(("申请人要点",), "procedure/applicant", texts),
    Column(("窗口审查要点",), "procedure/window", texts),
    Column(("审批审查要点",), "procedure/approver", texts),
    Column(("排队业务",), "service", text),
    Column(("可以代办",), "apply/agents", yes),
    Column(("承诺书",), "apply/commitment", text),
    Column(("身份核验",), "apply/identify", choice(_IDENTIFY)),
)
PARTS: Final[Mapping[str, tuple[str, tuple[Column, ...]]]] = {
    "材料": (
        "materials",
        (
            Column(("材料名称", "material_name"), "name/zh", text),
            Column(("材料代号",), "id", text),
            Column(("英文名称",), "name/en", text),
            Column(("必要性", "is_need"), "need", choice(_NEED)),
            Column(("适用情形",), "when", text),
            Column(("原件份数",), "originals", number),
            Column(("复印件份数",), "copies", number),
            Column(("材料形式",), "format", choice(_FORMAT)),
            Column(("签名签章",), "signed", text),
            Column(("来源", "来源渠道"), "source", text),
            Column(("材料依据",), "basis", text),
            Column(("要求", "受理标准"), "requirements", texts),
            Column(("容缺天数",), "promised_days", number),
            Column(("告知承诺",), "commitment", yes),
            Column(("免提交",), "shared", yes),
            Column(("情形",), "situations", codes),
            Column(("终端收取",), "scan", choice(_SCAN)),
            Column(("电子证照",), "licence", text),
            Column(("表格名称",), "form/name", text),
            Column(("样表",), "form/sample", text),
            Column(("空白表",), "form/blank", text),
            Column(("填写要点",), "form/notes", texts),
            Column(("常见错误",), "form/mistakes", texts),
        ),
    ),
    "流程": (
        "steps",
        (
            Column(("环节",), "name", text),
            Column(("办理人",), "who", text),
            Column(("内容",), "does", text),
            Column(("工作日",), "days", number),
            Column(("环节结果",), "gives", text),
        ),
    ),
    "收费": (
        "fees",
        (
            Column(("收费项目",), "name", text),
            Column(("收费标准",), "amount", text),
            Column(("收费依据", "fee_basis"), "basis", text),
        ),
    ),
    "依据": (
        "basis",
        (
            Column(("依据名称",), "title", text),
            Column(("条款",), "article", text),
            Column(("依据内容",), "text", text),
        ),
    ),
    "问题": (
        "questions",
        (Column(("问",), "ask", text), Column(("答",), "answer", text)),
    ),
    "情形": (
        "apply/situations",
        (
            Column(("情形代号",), "id", text),
            Column(("情形名称",), "name/zh", text),
            Column(("英文名称",), "name/en", text),
            Column(("说明",), "about", text),
        ),
    ),
    "填写": (
        "apply/questions",
        (
            Column(("填写代号",), "id", text),
            Column(("问题",), "ask/zh", text),
            Column(("英文问题",), "ask/en", text),
            Column(("提示",), "hint", text),
            Column(("类型",), "kind", choice(_KIND)),
            Column(("选项",), "choices", options),
            Column(("可以不填",), "optional", yes),
            Column(("可以不知道",), "unsure", yes),
            Column(("最多字数",), "most", number),
            Column(("最少字数",), "shortest", number),
            Column(("最早日期",), "earliest", bound),
            Column(("最晚日期",), "latest", bound),
            Column(("最小数",), "smallest", whole),
            Column(("最大数",), "largest", whole),
            Column(("身份证读取",), "card", choice(_CARD)),
            Column(("情形",), "situations", codes),
        ),
    ),
}
"""Sheets of what an item has several of; each row names its item first."""
SPECIAL: Final = Column(("特别环节",), "special", yes)
"""In the sheet 流程: 是 puts the step among the special ones."""
THEMES: Final = (
    Column(("代号", "id"), "id", text),
    Column(("名称", "name"), "name", text),
    Column(("说明",), "about", text),
    Column(("事项",), "guides", texts),
)
