"""Service guides (办事指南): the one model of an item as it is published, and what is asked about them.

Elements: GB/T 36114-2018 and the national data model of an item (实施清单); its names stand in brackets.
A text may be written as plain Chinese where `{zh, en}` stands; without English the Chinese is shown.

Paths (all under /v1):
  GET /guides?q=&department=&theme=&offset=&limit=   GuideList: what was found, the likeliest first
  GET /guides/book?offset=&limit=                    BookPart: everything, for terminals to keep
  GET /guides/{id}                                   Guide
  GET /guides/pictures/{name}                        a picture: PNG or JPEG
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum, unique
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from hall.contract.filing import NO_WORDS, Apply, Key, Words
from hall.contract.messages import Message, Text
from hall.domain.guides.codes import credit_code_holds, task_code_holds


def _credit_code(code: str) -> str:
    if code and not credit_code_holds(code):
        raise PydanticCustomError("credit_code", "the check character does not fit")
    return code


def _task_code(code: str) -> str:
    if not task_code_holds(code):
        raise PydanticCustomError("credit_code", "the check character of its credit code does not fit")
    return code


Texts = tuple[Words, ...]
GuideId = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
Picture = Annotated[str, Field(max_length=80, pattern=r"^([A-Za-z0-9_-]+\.(png|jpg))?$")]
"""A file in the folder `pictures` beside the guides; "" for none."""
Link = Annotated[str, Field(max_length=500, pattern=r"^(https?://\S+)?$")]
Code = Annotated[str, Field(max_length=36, pattern=r"^[0-9A-Za-z_.-]*$")]
CreditCode = Annotated[str, AfterValidator(_credit_code)]
TaskCode = Annotated[Code, AfterValidator(_task_code)]


@unique
class CaseClass(StrEnum):
    """办件类型 [project_type], as halls class them; and as directories do: 承诺件 (promised), 上报件 (passed_up)."""

    AT_ONCE = "at_once"
    SAME_DAY = "same_day"
    IN_TIME = "in_time"
    PROMISED = "promised"
    PASSED_UP = "passed_up"
    BY_AGENT = "by_agent"
    REMOTE = "remote"


@unique
class Way(StrEnum):
    """办理形式 [handle_type]."""

    WINDOW = "window"
    TERMINAL = "terminal"
    ONLINE = "online"
    PHONE = "phone"
    POST = "post"


@unique
class Delivery(StrEnum):
    """结果送达."""

    COLLECT = "collect"
    LOCKER = "locker"
    POST = "post"
    ELECTRONIC = "electronic"


class Codes(Message):
    """编码: basic [catalog_code], task [task_code], handled [task_handle_item], and those of the place."""

    basic: Code = ""
    task: TaskCode = ""
    handled: TaskCode = ""
    local_basic: Code = ""
    local_task: Code = ""


class Department(Message):
    """实施主体 [dept_name, dept_code, dept_type, entrust_name, other_dept, use_level, power_source]."""

    name: Words
    credit_code: CreditCode = ""
    kind: Words = NO_WORDS
    entrusted: Words = NO_WORDS
    decides: Words = NO_WORDS
    """决定机构, when it is not the same."""
    joint: Texts = ()
    level: Words = NO_WORDS
    power: Words = NO_WORDS


class Basis(Message):
    """设定依据 [by_law]: which law, which article, its words."""

    title: Words
    article: Words = NO_WORDS
    text: Words = NO_WORDS


class Conditions(Message):
    """申请、受理条件 [accept_condition], 适用范围, 禁止性要求, 数量限制 [limit_explain], 审查类型."""

    scope: Words = NO_WORDS
    accept: Texts = ()
    refuse: Texts = ()
    limit: Words = NO_WORDS
    review: Words = NO_WORDS


class Form(Message):
    """A form to fill in (表格), with its filled-in sample (示范文本), how to fill it in, and common mistakes."""

    name: Words
    sample: Picture = ""
    blank: Picture = ""
    notes: Texts = ()
    mistakes: Texts = ()


class Material(Message):
    """申请材料. `promised_days`: 容缺, may be handed in so many days later; 0: not. `commitment`: 告知承诺.

    `shared`: 免证办, the office has it by data sharing, no paper is asked for. `situations`: those in which it is
    needed; none: in all. `scan`: pages, both sides of a card, none: it is only shown (the ID card on the reader), or
    filled: a form that the questions fill in. The one with the id `authorisation` is for agents only.
    `licence`: the kind of electronic licence (电子证照) that replaces it, "" for none.
    """

    id: Key | Literal[""] = ""
    """Its key in an application; "" for its place in the list (`m1`…)."""
    name: Words
    need: Literal["always", "sometimes", "optional"] = "always"
    when: Words = NO_WORDS
    originals: int | None = Field(default=None, ge=0, le=99)
    copies: int | None = Field(default=None, ge=0, le=99)
    format: Literal["paper", "electronic", "either"] = "paper"
    signed: Words = NO_WORDS
    """签名、签章要求."""
    source: Words = NO_WORDS
    """来源: who issues it."""
    basis: Words = NO_WORDS
    requirements: Texts = ()
    promised_days: int = Field(default=0, ge=0, le=365)
    commitment: bool = False
    shared: bool = False
    situations: tuple[Key, ...] = ()
    scan: Literal["pages", "card", "none", "filled"] = "pages"
    licence: Code = ""
    form: Form | None = None


class TimeLimit(Message):
    """办结时限 [anticipate_*, promise_*]. 0 working days: on the spot."""

    days: int = Field(ge=0, le=999)
    unit: Literal["workdays", "days", "months"] = "workdays"
    note: Words = NO_WORDS


class Step(Message):
    """办理流程 [handle_flow] or 特别程序 [special_procedure]: who does what, how long, what comes of it."""

    name: Words
    who: Words = NO_WORDS
    does: Words = NO_WORDS
    days: int | None = Field(default=None, ge=0, le=999)
    gives: Words = NO_WORDS


class Fee(Message):
    """收费标准及依据 [is_fee, fee_basis]."""

    name: Words
    amount: Words
    basis: Words = NO_WORDS


class Outcome(Message):
    """审批结果 [result_type], its sample, how long it holds, how it reaches the applicant."""

    name: Words
    kind: Words = NO_WORDS
    sample: Picture = ""
    valid: Words = NO_WORDS
    delivery: tuple[Delivery, ...] = ()


class Place(Message):
    """办理地点和时间 [transact_addr, transact_time]. `windows`: numbers in this hall."""

    address: Words
    windows: tuple[int, ...] = ()
    hours: Words
    route: Words = NO_WORDS


class Contact(Message):
    """咨询方式 [link_way, link_addr] or 监督投诉方式 [supervise_way]."""

    phone: str = Field(default="", max_length=80)
    address: Words = NO_WORDS
    url: Link = ""


class Online(Message):
    """网上、掌上办理 [mobile_terminal_url]: apply, apply on a phone, look up progress, a video that shows it."""

    url: Link = ""
    phone_url: Link = ""
    progress_url: Link = ""
    video_url: Link = ""


class Question(Message):
    """常见问题."""

    ask: Words
    answer: Words


class Procedure(Message):
    """标准化操作规程 (YSOP): what applicant, window and approver each have to mind; 审查细则, 流程图."""

    applicant: Texts = ()
    window: Texts = ()
    approver: Texts = ()
    chart: Picture = ""


class Guide(Message):
    """One item (事项). `published`..`expires`: the days between which this version holds, both included.

    What nobody wrote is not known, and nothing is said of it: None and () mean that, never "no".
    `service`: the queue in which a number is taken for it; "" for none.
    """

    id: GuideId
    name: Words
    aliases: Texts = ()
    kind: Words = NO_WORDS
    """事项类型 [task_type]: 行政许可, 公共服务…"""
    version: str = Field(min_length=1, max_length=40)
    published: date
    expires: date | None = None
    state: Literal["in_force", "suspended"] = "in_force"
    """事项状态 [task_state]."""
    codes: Codes = Codes()
    department: Department
    audience: tuple[Literal["person", "company", "other"], ...] = ()
    """服务对象 [server_type]."""
    case_class: CaseClass
    ways: tuple[Way, ...] = ()
    area: Words = NO_WORDS
    """通办范围 [handle_area]."""
    in_hall: bool | None = None
    """进驻大厅 [is_entry_center]."""
    visits: int | None = Field(default=None, ge=0, le=99)
    """到办事现场次数 [limit_scene_num]."""
    basis: tuple[Basis, ...] = ()
    conditions: Conditions = Conditions()
    materials: tuple[Material, ...] = ()
    no_materials: bool = False
    """Nothing is to be brought; without it, and without materials, nobody wrote which."""
    statutory: TimeLimit | None = None
    promised: TimeLimit
    steps: tuple[Step, ...] = ()
    special: tuple[Step, ...] = ()
    charged: bool | None = None
    """是否收费 [is_fee]."""
    fees: tuple[Fee, ...] = ()
    result: Outcome
    places: tuple[Place, ...] = Field(min_length=1)
    inquiry: Contact
    complaint: Contact
    online: Online = Online()
    agents: Texts = ()
    """中介服务 [service_type]."""
    rights: Texts = ()
    """申请人权利义务; 行政复议、行政诉讼."""
    questions: tuple[Question, ...] = ()
    procedure: Procedure = Procedure()
    service: str = Field(default="", max_length=40, pattern=r"^[a-z0-9_-]*$")
    apply: Apply = Apply()
    """自助申请: what is asked at a terminal."""

    def pictures(self) -> tuple[str, ...]:
        """Every picture it shows."""
        forms = [each.form for each in self.materials if each.form is not None]
        named = [*(each.sample for each in forms), *(each.blank for each in forms)]
        named += [self.result.sample, self.procedure.chart]
        return tuple(dict.fromkeys(each for each in named if each))

    def is_over(self, today: date) -> bool:
        """Whether this version does not hold any more."""
        return self.expires is not None and self.expires < today


class Theme(Message):
    """一件事一次办: several items done at once. `guides`: their ids."""

    id: GuideId
    name: Words
    about: Words = NO_WORDS
    guides: tuple[GuideId, ...] = Field(min_length=1)


class Shelf(Message):
    """A file of guides: what `[[guides]]` and `[[themes]]` hold, in TOML and JSON alike."""

    guides: tuple[Guide, ...] = ()
    themes: tuple[Theme, ...] = ()


class GuideBrief(Message):
    """One line of a list. `over`: it does not hold any more."""

    id: GuideId
    name: Text
    department: Text
    version: str
    expires: date | None
    over: bool


class Counted(Message):
    """A department or a theme, with how many items it has. `id`: what to ask with."""

    id: str
    name: Text
    count: int


class GuideList(Message):
    """`total` were found; `guides` are those from `offset` on."""

    revision: str
    total: int
    offset: int
    guides: list[GuideBrief]
    departments: list[Counted]
    themes: list[Counted]


class BookPart(Message):
    """A part of everything. `revision` is another once anything changed. `spelling`: of the texts that are searched.

    `pictures`: every one, with what it becomes when it changes.
    """

    revision: str
    total: int
    guides: tuple[Guide, ...]
    themes: tuple[Theme, ...]
    pictures: dict[str, str]
    spelling: dict[str, str]
