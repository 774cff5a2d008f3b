"""What a hall file and a device profile may say: the names, their meaning and their limits.

The docstring under each name is its line in docs/settings.md (`python -m hall.settings.document`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Id = Annotated[str, Field(pattern=r"^[a-z0-9_-]+$", max_length=40)]
Role = Literal["terminal", "dispenser", "display"]
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


class Part(BaseModel):
    """Frozen and strict: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Words(Part):
    """两种语言的文字 · A text in both languages."""

    zh: str
    """简体中文 · simplified Chinese"""
    en: str
    """英文 · English"""


class Hall(Part):
    """大厅本身 · The hall itself."""

    id: Id
    """大厅的代号 · short name of the hall"""
    name: Words
    """大厅的名称 · name shown to people"""
    phone: str
    """实在没办法时,市民打这个电话 · whom a citizen calls when nothing else helps"""


class Server(Part):
    """大厅服务器 · The hall's server."""

    url: str = Field(pattern=r"^https?://")
    """服务器的地址 · where it answers"""


class Service(Part):
    """一项排队的业务 · A business with its own queue."""

    id: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""
    prefix: str = Field(pattern=r"^[A-Z]$")
    """号码开头的字母,全大厅不重复 · first letter of its ticket numbers, its own in the hall"""


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


class Window(Part):
    """一个窗口 · A window."""

    number: int = Field(ge=1, le=999)
    """窗口号 · its number"""
    name: Words
    """名称 · name shown to people"""
    services: list[Id]
    """办哪些业务 · the services it does"""


class Group(Part):
    """可以优先办理的人群 · People who may go first."""

    id: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""


class Queue(Part):
    """排队的规则 · The rules of the queue."""

    jumps: int = Field(default=2, ge=0, le=2)
    """有人先办时,一个窗口最多连续叫几位,之后必须叫等得最久的普通号;不能超过 2 · calls in a row that may go before a waiting walk-in, at most 2"""
    longest_wait_min: int = Field(default=45, ge=5, le=480)
    """普通号等过这么多分钟,窗口就每隔一位叫一位普通号 · minutes after which every second call is a waiting walk-in's"""
    elastic_min: int = Field(default=60, ge=0, le=240)
    """预约早到、晚到多少分钟仍然先办 · minutes that an appointment may be early or late and still go first"""
    least_calls: int = Field(default=2, ge=1, le=9)
    """至少叫几遍才能算过号 · calls before a number counts as missed"""
    call_pause_s: int = Field(default=15, ge=0, le=300)
    """最后一遍叫号后至少等几秒才能算过号 · seconds after the last call before a number counts as missed"""
    missed: Literal["behind", "end", "retake"] = "behind"
    """过号的人回来:behind 排在前面几位之后,end 排到队尾,retake 重新取号 · where a missed number comes back: behind a few, at the end, or not at all"""
    return_behind: int = Field(default=3, ge=1, le=50)
    """过号的人排在几位之后(behind) · behind how many a missed number comes back"""
    returns: int = Field(default=1, ge=0, le=9)
    """过号最多可以回来几次 · how often a missed number may come back"""
    undo_s: int = Field(default=10, ge=0, le=60)
    """窗口的上一步操作,几秒内可以撤销 · seconds in which a window can take its last step back"""


Hour = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Quiet(Part):
    """安静的时段 · Quiet hours."""

    begin: Hour
    """从几点,如 12:00 · from, like 12:00"""
    end: Hour
    """到几点;比 begin 早就是过了半夜 · until; earlier than begin means after midnight"""
    how: Literal["chime", "silent"] = "chime"
    """chime 只响提示音,silent 完全不出声 · the chime alone, or no sound at all"""


class Loudness(Part):
    """从几点起多大声 · The volume from an hour on."""

    begin: Hour
    """从几点起,到下一条为止 · from, until the next entry"""
    percent: int = Field(ge=1, le=100)
    """音量(百分比) · volume in percent"""


class Zone(Part):
    """广播的一个分区 · A zone of the public address."""

    id: Id
    """代号,和音箱型号文件 zones 里的一样 · short name, as in zones of the speaker's profile"""
    windows: list[int]
    """这个分区里听得到的窗口号 · numbers of the windows that are called here"""


class Voice(Part):
    """语音叫号:大屏接了音箱(speaker)才用 · The calling voice, of displays that have a speaker."""

    voices: list[Id] = Field(default=["mandarin"], min_length=1)
    """用哪些声音、按什么顺序念:assets/sounds 里的目录 · which voices, in this order: folders of assets/sounds"""
    folder: str = ""
    """自己录的声音放在哪个目录,先找这里 · folder of the hall's own voices, looked at first"""
    call: Words = Words(zh="请{number}号到{window}号窗口", en="Number {number}, please go to window {window}")
    """怎么叫:{number} 是号码,{window} 是窗口 · what is said; {number} and {window} are filled in"""
    zero: Literal["零", "洞"] = "零"
    """号码里的 0 念什么 · how Mandarin reads 0 in a number"""
    one: Literal["一", "幺"] = "一"
    """号码里的 1 念什么 · how Mandarin reads 1 in a number"""
    repeats: int = Field(default=2, ge=1, le=3)
    """每次叫号念几遍 · how often a call is spoken"""
    longest_wait_s: int = Field(default=60, ge=10, le=600)
    """等了这么多秒还没轮到,就不念了,记为漏念 · seconds after which a call is not spoken any more but told as missed"""
    percent: int = Field(default=80, ge=1, le=100)
    """平时的音量(百分比) · usual volume in percent"""
    loudness: list[Loudness] = []
    """按钟点调音量 · volume by the hour"""
    quiet: list[Quiet] = []
    """安静的时段 · quiet hours"""
    zones: list[Zone] = []
    """分区;不写就是全部音箱,没有写到的窗口在所有分区念 · zones; none: all speakers. A window of no zone is called in all"""


class Code(Part):
    """能证明是谁的一种个人码 · A kind of personal code that identifies a citizen."""

    kind: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""
    pattern: str
    """正则表达式,整个码都要符合 · regular expression that the whole text must match"""


class Screen(Part):
    """屏幕的真实大小:工控屏自报的尺寸常常是错的,要用尺量 · The panel's true size: EDID lies on panel kiosks, so measure it."""

    width_px: int = Field(ge=320, le=8192)
    """宽(像素) · width in pixels"""
    height_px: int = Field(ge=320, le=8192)
    """高(像素) · height in pixels"""
    width_mm: float = Field(gt=50, le=4000)
    """可视区域的宽(毫米) · width of the visible area in millimetres"""
    viewing_distance_m: float = Field(default=0.6, gt=0.2, le=50)
    """人离屏幕多远(米) · how far people stand, in metres"""


class Timing(Part):
    """没人操作时等多久 · How long silence lasts."""

    idle_s: int = Field(default=120, ge=5)
    """几秒没有操作就提醒 · seconds of silence before the warning"""
    warning_s: int = Field(default=30, ge=5)
    """提醒几秒后清除个人信息 · seconds of warning before everything personal is wiped"""
    result_s: int = Field(default=20, ge=5)
    """结果页停留几秒 · seconds that the result page stays"""


class Device(Part):
    """一台机器上的一个设备 · One device of a unit."""

    name: Id
    """在这台机器上的名字,通常就是设备类别 · its name in the unit, usually the device class"""
    profile: Id
    """型号:config/devices 里的文件名 · model: name of a file in config/devices"""
    port: str = Field(min_length=1)
    """端口:/dev/serial/by-id/… 或 tcp://主机:端口 · port: /dev/serial/by-id/… or tcp://HOST:PORT"""


class Unit(Part):
    """一台机器上的一个程序 · One program on one machine."""

    id: Id
    """代号 · short name"""
    role: Role
    """终端、取号机或大屏 · terminal, dispenser or display"""
    mark: str = Field(default="", pattern=r"^([1-9][0-9]?)?$")
    """断网取号时印在号码里的数字,全大厅不重复 · its own digits in offline ticket numbers"""
    place: Words = Words(zh="", en="")
    """放在哪里 · where it stands"""
    screen: Screen
    """屏幕 · its screen"""
    timing: Timing = Timing()
    """等待时间 · its waiting times"""
    devices: list[Device] = []
    """接了哪些设备 · the devices connected to it"""


class Settings(Part):
    """一座大厅的全部设置 · One hall file, whole."""

    hall: Hall
    """大厅 · the hall"""
    server: Server
    """服务器 · the server"""
    services: list[Service]
    """业务 · the services"""
    items: list[Item] = []
    """事项 · the matters"""
    windows: list[Window]
    """窗口 · the windows"""
    groups: list[Group] = []
    """可以优先的人群 · the people who may go first"""
    queue: Queue = Queue()
    """排队的规则 · the rules of the queue"""
    voice: Voice = Voice()
    """语音叫号 · the calling voice"""
    codes: list[Code] = []
    """个人码 · the personal codes"""
    units: list[Unit] = []
    """终端、取号机和大屏 · terminals, dispensers and displays"""


class Profile(Part):
    """一种设备型号:用哪个驱动,怎样通信 · A device model: which driver, how to speak to it."""

    id: Id
    """代号,和文件名一样 · short name, same as the file's"""
    title: Words
    """名称 · name shown to people"""
    device_class: DeviceClass
    """设备类别 · the class of device"""
    driver: str = Field(pattern=r"^[a-z0-9_.]+:[A-Za-z0-9]+$")
    """驱动 · the driver, package.module:Class"""
    verified: Literal["never", "twin", "hardware"]
    """试到什么程度:从未、仿真、真机 · how far it was tried: never, on a twin, on hardware"""
    wire: dict[str, str | int | float | bool] = {}
    """端口的设置,如 baud · settings of the port, such as baud"""
    options: dict[str, JsonValue] = {}
    """驱动自己的设置,见该型号的硬件页 · the driver's own, see the model's hardware page"""
