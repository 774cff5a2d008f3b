"""What a hall file and a device profile may say: the names, their meaning and their limits.

The docstring under each name is its line in docs/settings.md (`python -m hall.settings.document`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, JsonValue

from hall.settings import base
from hall.settings.applications import ApplicationRules
from hall.settings.attendance import Attendance
from hall.settings.base import Id, Words
from hall.settings.cases import CaseRules
from hall.settings.evaluation import EvaluationRules
from hall.settings.figures import FiguresRules
from hall.settings.guides import Guides
from hall.settings.ledger import LedgerRules
from hall.settings.map import Map
from hall.settings.outside import LicenceService, ResidentService, SealService
from hall.settings.pickup import PickupRules
from hall.settings.printing import PrintingRules
from hall.settings.supervision import SupervisionRules
from hall.settings.tiles import Browser, ExternalTile
from hall.settings.times import BookableTimes, Booking, Clerk, Holiday, OpenHours, TideRule, Workday
from hall.settings.units import Unit
from hall.settings.upstream import UpstreamRules
from hall.settings.voice import Local, Voice

DeviceClass = Literal[
    "id_card",
    "smart_card",
    "code_scanner",
    "document_scanner",
    "document_camera",
    "ticket_printer",
    "document_printer",
    "evaluation_pad",
    "caller_keypad",
    "led_window_sign",
    "pickup_locker",
    "speaker",
    "staff_attendance",
    "auxiliary",
]


class Part(base.Part, BaseModel):
    """As every part of the file; named here with pydantic's own for the linter's sake."""


class Hall(Part):
    """大厅本身 · The hall itself."""

    id: Id
    """大厅的代号 · short name of the hall"""
    name: Words
    """大厅的名称 · name shown to people"""
    phone: str
    """实在没办法时，市民打这个电话 · whom a citizen calls when nothing else helps"""


class Server(Part):
    """大厅服务器 · The hall's server."""

    url: str = Field(pattern=r"^https?://")
    """服务器的地址 · where it answers"""
    public_url: str = Field(default="", pattern=r"^(https?://.+)?$")
    """市民手机打得开的地址，印在纸票的二维码里；不写就用 url · the address that citizens' phones can open, in the QR code of papers; url when empty"""
    one_core: bool = True
    """服务器只用一个核(它的线程反正轮流跑，换核更慢)；大机器上也是别的程序用其余的核 · whether the server keeps to one core: its threads take turns anyway, and moving between cores is slower; the others are for everybody else"""
    open_board: bool = False
    """发了令牌以后，大屏网页和它要的数据是否仍然人人可看 · whether web boards and what they read stay open to all once there are tokens"""


class Category(Part):
    """取号时的一个类别，例如一个部门：点开才看到它的业务 · A group of services on the ticket screen, as a department: its services are shown when it is touched."""

    id: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""


class Service(Part):
    """一项排队的业务 · A business with its own queue."""

    id: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""
    prefix: str = Field(pattern=r"^[A-Z]$")
    """号码开头的字母，全大厅不重复 · first letter of its ticket numbers, its own in the hall"""
    category: str = ""
    """属于哪个类别；不写就直接列在取号的第一页 · its category; without one it is on the ticket screen's first page"""
    hours: list[OpenHours] = []
    """它自己的取号时间；不写就和大厅一样 · its own hours; the hall's when none"""
    cap: int = Field(default=0, ge=0, le=999)
    """一天最多多少号；0 不限 · numbers a day; 0: no limit"""
    cap_warning: int = Field(default=10, ge=0, le=999)
    """只剩这么多号时提醒工作人员 · numbers left at which staff are told"""


class Item(Part):
    """可以在终端上申请的事项 · A matter one can apply for at the terminal."""

    id: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""
    service: Id
    """属于哪项业务 · the service it belongs to"""
    promise_days: int = Field(ge=0, le=365)
    """承诺几天办结 · days within which it is promised to be done"""
    statutory_days: int = Field(default=0, ge=0, le=365)
    """法定几个工作日办结；0 是没有规定 · working days that the law sets; 0: none"""
    materials: list[Words] = Field(default=[], max_length=20)
    """要带的材料，一次告知 · what to bring, told at once"""
    identify: Literal["card", "code"] = "code"
    """申请人怎样证明是谁：code 身份证或居民码都行，card 只能用身份证 · how an applicant says who it is: code takes a card or a resident's code, card a card alone"""


class Window(Part):
    """一个窗口 · A window."""

    number: int = Field(ge=1, le=999)
    """窗口号 · its number"""
    name: Words
    """名称 · name shown to people"""
    services: list[Id]
    """办哪些业务 · the services it does"""
    at_need: list[Id] = []
    """人多时还能办哪些业务(潮汐窗口) · further services it could do at need"""
    hours: list[OpenHours] = []
    """它自己的时间(延时、错时)；不写就和大厅一样 · its own hours; the hall's when none"""
    reserve: bool = False
    """只在人多时开(潮汐窗口)，平时关着不提醒 · opened at need only: nobody is reminded while it is closed"""
    clerks: list[Id] = []
    """A 岗：谁的窗口(工号) · staff numbers of those whose window it is"""


class Group(Part):
    """可以优先办理的人群 · People who may go first."""

    id: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""


class Queue(Part):
    """排队的规则 · The rules of the queue."""

    jumps: int = Field(default=2, ge=0, le=2)
    """有人先办时，一个窗口最多连续叫几位，之后必须叫等得最久的普通号；不能超过 2 · calls in a row that may go before a waiting walk-in, at most 2"""
    longest_wait_min: int = Field(default=45, ge=5, le=480)
    """普通号等过这么多分钟，窗口就每隔一位叫一位普通号 · minutes after which every second call is a waiting walk-in's"""
    elastic_min: int = Field(default=60, ge=0, le=240)
    """预约早到、晚到多少分钟仍然先办 · minutes that an appointment may be early or late and still go first"""
    least_calls: int = Field(default=2, ge=1, le=9)
    """至少叫几遍才能算过号 · calls before a number counts as missed"""
    call_pause_s: int = Field(default=15, ge=0, le=300)
    """最后一遍叫号后至少等几秒才能算过号 · seconds after the last call before a number counts as missed"""
    missed: Literal["behind", "end", "retake"] = "behind"
    """过号的人回来：behind 排在前面几位之后，end 排到队尾，retake 重新取号 · where a missed number comes back: behind a few, at the end, or not at all"""
    return_behind: int = Field(default=3, ge=1, le=50)
    """过号的人排在几位之后(behind) · behind how many a missed number comes back"""
    returns: int = Field(default=1, ge=0, le=9)
    """过号最多可以回来几次 · how often a missed number may come back"""
    undo_s: int = Field(default=10, ge=0, le=60)
    """窗口的上一步操作，几秒内可以撤销 · seconds in which a window can take its last step back"""


class Code(Part):
    """能证明是谁的一种个人码 · A kind of personal code that identifies a citizen."""

    kind: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""
    pattern: str
    """正则表达式，整个码都要符合 · regular expression that the whole text must match"""


class Settings(Part):
    """一座大厅的全部设置 · One hall file, whole."""

    hall: Hall
    """大厅 · the hall"""
    server: Server
    """服务器 · the server"""
    services: list[Service]
    """业务 · the services"""
    categories: list[Category] = []
    """业务的类别 · their categories"""
    items: list[Item] = []
    """事项 · the matters"""
    windows: list[Window]
    """窗口 · the windows"""
    groups: list[Group] = []
    """可以优先的人群 · the people who may go first"""
    queue: Queue = Queue()
    """排队的规则 · the rules of the queue"""
    hours: list[OpenHours] = []
    """大厅的开门时间；不写就是一直开着 · the hall's hours; none: always open"""
    calendar: str = Field(default="", pattern=r"^([A-Za-z0-9_.-]+\.toml)?$")
    """放假和调休另写在这个文件里，和大厅文件放在一起，如 calendar.toml · the file beside this one that has the holidays and days made up for"""
    holidays: list[Holiday] = []
    """放假 · days at rest"""
    workdays: list[Workday] = []
    """调休上班 · days off that are worked"""
    booking: Booking = Booking()
    """预约 · bookings"""
    slots: list[BookableTimes] = []
    """可以预约的时间；不写就不能预约 · times that can be booked; none: no bookings"""
    cases: CaseRules = CaseRules()
    """办件 · cases"""
    applications: ApplicationRules = ApplicationRules()
    """自助申请 · applications at the terminal"""
    guides: Guides = Guides()
    """办事指南 · service guides"""
    ledger: LedgerRules = LedgerRules()
    """意见和投诉 · suggestions, complaints, what could not be done"""
    evaluation: EvaluationRules = EvaluationRules()
    """评价 · evaluations"""
    figures: FiguresRules = FiguresRules()
    """指标 · the indices"""
    upstream: UpstreamRules = UpstreamRules()
    """评价上报 · evaluations sent to the province"""
    licences: LicenceService = LicenceService()
    """电子证照查询 · electronic licences"""
    residents: ResidentService = ResidentService()
    """居民码认人 · residents' codes that say who it is"""
    seals: SealService = SealService()
    """电子印章 · seals on notices"""
    pickup: PickupRules = PickupRules()
    """取件柜 · pick-up lockers"""
    printing: PrintingRules = PrintingRules()
    """自助复印 · copies at a terminal"""
    tide: TideRule = TideRule()
    """潮汐窗口 · tidal windows"""
    supervision: SupervisionRules = SupervisionRules()
    """督办：窗口的灯和预警 · supervision: lights of windows, and warnings"""
    clerks: list[Clerk] = []
    """窗口人员；不写就不核对 · the clerks; none: names are not checked"""
    attendance: Attendance = Attendance()
    """考勤 · attendance from staff cards"""
    voice: Voice = Voice()
    """语音叫号 · the calling voice"""
    local: Local = Local()
    """断网叫号 · local calling"""
    codes: list[Code] = []
    """个人码 · the personal codes"""
    map: Map = Map()
    """大厅导览 · the hall's plan"""
    tiles: list[ExternalTile] = []
    """外部服务 · services of others"""
    browser: Browser = Browser()
    """打开外部网页的浏览器 · the browser for their pages"""
    units: list[Unit] = []
    """终端、取号机和大屏 · terminals, dispensers and displays"""


class Profile(Part):
    """一种设备型号：用哪个驱动，怎样通信 · A device model: which driver, how to speak to it."""

    id: Id
    """代号，和文件名一样 · short name, same as the file's"""
    title: Words
    """名称 · name shown to people"""
    device_class: DeviceClass
    """设备类别 · the class of device"""
    driver: str = Field(pattern=r"^[a-z0-9_.]+:[A-Za-z0-9]+$")
    """驱动 · the driver, package.module:Class"""
    verified: Literal["never", "twin", "hardware"]
    """试到什么程度：从未、仿真、真机 · how far it was tried: never, on a twin, on hardware"""
    wire: dict[str, str | int | float | bool] = {}
    """端口的设置，如 baud · settings of the port, such as baud"""
    options: dict[str, JsonValue] = {}
    """驱动自己的设置，见该型号的硬件页 · the driver's own, see the model's hardware page"""
