"""The bench's words, Chinese and English. They are for whoever shows or tests a hall, not for citizens."""

from __future__ import annotations

from drivers.sim.faults import Fault
from hall.settings import Words

FAULTS: dict[Fault, tuple[str, str]] = {
    Fault.NONE: ("一切正常", "All well"),
    Fault.NO_ANSWER: ("不应答", "No answer"),
    Fault.HALF_FRAME: ("只答一半", "Half an answer"),
    Fault.WRONG_CHECKSUM: ("校验和错", "Wrong checksum"),
    Fault.GARBAGE_BEFORE: ("前有乱码", "Garbage first"),
    Fault.SLOW: ("很慢", "Slow"),
    Fault.UNPLUGGED: ("已拔线", "Unplugged"),
    Fault.JAM: ("卡纸", "Paper jam"),
    Fault.PAPER_OUT: ("缺纸", "Paper out"),
    Fault.NEAR_END: ("纸将尽", "Paper low"),
    Fault.COVER_OPEN: ("开盖", "Cover open"),
    Fault.HEAD_HOT: ("打印头过热", "Print head hot"),
}

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("设备台", "Device bench"),
    "end": ("结束演示", "End the demo"),
    "hall": ("窗口和大厅", "Windows, hall"),
    "enlarge": ("放大看纸", "Look closely"),
    "close_up": ("收起", "Put away"),
    "calls": ("窗口叫号", "Calling"),
    "window": ("{number} 号窗口", "Window {number}"),
    "free": ("空闲", "Free"),
    "waits": ("{name} · 等候 {count} 人", "{name} · {count} waiting"),
    "in_hall": ("全大厅 {count} 人等候", "{count} waiting in the whole hall"),
    "no_server": (
        "服务器没有应答，正在重试。已取的号都还在",
        "The server does not answer; trying again. Every number is kept",
    ),
    "not_done": (
        "没有办成：服务器没有应答。应答后再点一次，不会多叫一位",
        "Not done: no answer. Press again later; nobody is called twice",
    ),
    "refused": ("{window} 号窗口没有办成：{reason}", "Window {window}, not done: {reason}"),
    "call": ("叫下一位", "Call next"),
    "finish": ("办结", "Finish"),
    "called": ("{number} 已叫到 {window} 号窗口", "{number} was called to window {window}"),
    "nobody": ("没有人等 {window} 号窗口", "Nobody waits for window {window}"),
    "finished": ("{window} 号窗口：{number} 已办结", "Window {window}: {number} is finished"),
    "cable": ("网线", "Network cable"),
    "cable_in": ("已接好，各机器都连着服务器", "Plugged in: every machine has the server"),
    "cable_out": (
        "已拔下：各机器离线办理，接回后自动补送",
        "Pulled: the machines work offline and catch up later",
    ),
    "pull_cable": ("拔下网线", "Pull cable"),
    "plug_cable": ("接回网线", "Plug cable in"),
    "programs": ("程序", "Programs"),
    "running": ("运行中", "Running"),
    "closed": ("已关闭", "Closed"),
    "ended": ("意外结束（{status}）", "Ended by itself ({status})"),
    "colon": ("：", ": "),
    "again": ("重新启动", "Start again"),
    "alert": (
        "{names}已停下。点这里，再点“重新启动”",
        "Stopped: {names}. Press here, then “Start again”",
    ),
    "and": ("、", ", "),
    "faults": ("故障…", "Faults…"),
    "back": ("返回", "Back"),
    "unplug": ("拔线", "Pull plug"),
    "plug": ("插线", "Plug in"),
    "working": ("正常", "Working"),
    "put": ("放卡", "Put card"),
    "take": ("取走", "Take card"),
    "person": ("换人…", "Person…"),
    "on_reader": ("读卡器上：{name}的身份证", "On the reader: the card of {name}"),
    "in_hand": ("读卡器上没有卡。手里：{name}的身份证", "No card on the reader. In hand: the card of {name}"),
    "good": ("出示服务码", "Show citizen code"),
    "binary": ("出示乱码", "Show binary code"),
    "long": ("出示超长码", "Show 10 kB text"),
    "nothing_shown": ("还没有出示过码", "No code shown yet"),
    "shown_good": ("刚出示：居民服务码", "Shown last: a citizen code"),
    "shown_binary": ("刚出示：256 字节乱码", "Shown last: 256 bytes that are no text"),
    "shown_long": ("刚出示：10 kB 文本", "Shown last: 10 kB of text"),
    "tear": ("撕下", "Tear off"),
    "paper_out": ("取出纸", "Take paper out"),
    "paper_in": ("装纸", "Load paper"),
    "near_end": ("纸将尽", "Paper low"),
    "open": ("开盖", "Open cover"),
    "close": ("合盖", "Close cover"),
    "jam": ("卡纸", "Jam paper"),
    "clear": ("清除卡纸", "Clear jam"),
    "new_roll": ("换新纸卷", "New roll"),
    "sheet": ("放 1 张纸", "Put in 1 sheet"),
    "sheets": ("放 12 张纸", "Put in 12 sheets"),
    "put_right": ("恢复正常", "Put right"),
    "lay_page": ("放一页纸", "Lay a page"),
    "lay_card": ("放一张证", "Lay a card"),
    "lift": ("拿走", "Take away"),
    "shut_doors": ("关上柜门", "Shut the doors"),
    "standing_by": ("等着用", "Standing by"),
    "shows": ("现在：{what}", "Now: {what}"),
    "no_paper": ("出纸口没有纸", "Nothing printed"),
    "paper": ("出纸口有 {count} 张纸，上面是最新的一张", "{count} at the exit; this is the newest"),
}


class BenchWords:
    """One language of them. `language`: zh or en."""

    def __init__(self, language: str) -> None:
        self._index = 1 if language == "en" else 0

    def all(self) -> dict[str, str]:
        """Return every word by its key."""
        return {key: words[self._index] for key, words in _WORDS.items()}

    def of(self, words: Words) -> str:
        """Return a title of the hall file."""
        return words.en if self._index else words.zh

    def __call__(self, key: str) -> str:
        """Return a word."""
        return _WORDS[key][self._index]

    def fault(self, fault: Fault) -> str:
        """Return a fault's name."""
        return FAULTS[fault][self._index]
