"""How a command ended, as the exit status that scripts read. Documented in docs/technician.md."""

from __future__ import annotations

from enum import IntEnum, unique

from drivers.types import Completion, CompletionCode, DeviceState, Status
from hall.cli.language import Say


@unique
class Exit(IntEnum):
    """0 is the only success."""

    DONE = 0
    FAULT = 1
    BAD_INPUT = 2
    NO_DEVICE = 3
    NO_ANSWER = 4
    CITIZEN = 5
    OUTCOME_UNKNOWN = 6
    TIME_OUT = 7
    DRIVER_FAULT = 8
    HARDWARE = 9
    NO_PAGE = 10
    ALTERED = 11
    STOPPED = 130

    @property
    def zh(self) -> str:
        """What it means, in Chinese."""
        return _MEANING[self][0]

    @property
    def en(self) -> str:
        """What it means, in English."""
        return _MEANING[self][1]


_MEANING = {
    Exit.DONE: ("成功", "done"),
    Exit.FAULT: ("hallkit 自己出错(请报告)", "a fault of hallkit itself (please report it)"),
    Exit.BAD_INPUT: ("命令、设置或数据有误", "wrong command, settings or data"),
    Exit.NO_DEVICE: (
        "没有这个端口、被占用、没有权限或已拔掉",
        "no such port, port busy, no permission, or unplugged",
    ),
    Exit.NO_ANSWER: ("端口能打开，设备不回答或答得不对", "the port opens, the device gives no usable answer"),
    Exit.CITIZEN: (
        "卡、码或纸的问题，人在设备旁就能解决",
        "card, code or paper: a person at the device can put it right",
    ),
    Exit.OUTCOME_UNKNOWN: (
        "结果不明：纸可能已经出来，先看再重试",
        "outcome unknown: paper may have come out, look before any retry",
    ),
    Exit.TIME_OUT: ("等到了时限", "the time was up"),
    Exit.DRIVER_FAULT: ("驱动程序崩溃或卡死", "the driver crashed or hung"),
    Exit.NO_PAGE: ("图里没有找到完整的纸张", "no whole sheet was found on the picture"),
    Exit.ALTERED: ("留痕里有改动", "what the trail vouches for was changed"),
    Exit.HARDWARE: ("设备报告自身故障", "the device reports a fault of its own"),
    Exit.STOPPED: ("被 Ctrl-C 停止", "stopped by Ctrl-C"),
}


class Interrupted(KeyboardInterrupt):
    """Ctrl-C after an order with an effect went out: nobody saw its end. Holds what to look at, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def table(say: Say) -> str:
    """Every exit status and what it means, as the help shows it."""
    lines = [f"  {exit_.value:<4}{say(exit_.zh, exit_.en)}" for exit_ in Exit]
    return "\n".join([say("退出码：", "exit status:"), *lines])


_BY_CODE = {
    CompletionCode.SUCCESS: Exit.DONE,
    CompletionCode.CANCELED: Exit.STOPPED,
    CompletionCode.TIME_OUT: Exit.TIME_OUT,
    CompletionCode.DEVICE_NOT_READY: Exit.NO_ANSWER,
    CompletionCode.HARDWARE_ERROR: Exit.HARDWARE,
    CompletionCode.USER_ERROR: Exit.CITIZEN,
    CompletionCode.INVALID_DATA: Exit.BAD_INPUT,
    CompletionCode.UNSUPPORTED_COMMAND: Exit.BAD_INPUT,
    CompletionCode.UNSUPPORTED_DATA: Exit.BAD_INPUT,
    CompletionCode.SEQUENCE_ERROR: Exit.DRIVER_FAULT,
    CompletionCode.FRAUD_ATTEMPT: Exit.HARDWARE,
    CompletionCode.INTERNAL_ERROR: Exit.DRIVER_FAULT,
    CompletionCode.COMMAND_ERROR_CODE: Exit.HARDWARE,
    CompletionCode.OUTCOME_UNKNOWN: Exit.OUTCOME_UNKNOWN,
}

_BY_STATE = {
    DeviceState.STARTING: Exit.TIME_OUT,
    DeviceState.ONLINE: Exit.DONE,
    DeviceState.OFFLINE: Exit.NO_ANSWER,
    DeviceState.POWER_OFF: Exit.NO_ANSWER,
    DeviceState.NO_DEVICE: Exit.NO_DEVICE,
    DeviceState.HARDWARE_ERROR: Exit.HARDWARE,
    DeviceState.USER_ERROR: Exit.CITIZEN,
    DeviceState.DEVICE_BUSY: Exit.NO_ANSWER,
    DeviceState.FRAUD_ATTEMPT: Exit.HARDWARE,
    DeviceState.POTENTIAL_FRAUD: Exit.HARDWARE,
    DeviceState.DRIVER_FAULT: Exit.DRIVER_FAULT,
}

_BY_ERROR = (
    ("bus.", Exit.NO_DEVICE),
    ("permission.", Exit.NO_DEVICE),
    ("config.", Exit.BAD_INPUT),
    ("card.", Exit.CITIZEN),
    ("code.", Exit.CITIZEN),
    ("paper.", Exit.CITIZEN),
    ("page.", Exit.CITIZEN),
    ("tray.", Exit.CITIZEN),
    ("cover.", Exit.CITIZEN),
    ("head.", Exit.HARDWARE),
    ("protocol.", Exit.NO_ANSWER),
)
_SAYS_ENOUGH = {Exit.DONE, Exit.OUTCOME_UNKNOWN, Exit.TIME_OUT, Exit.STOPPED}


def _by_error(error: str, otherwise: Exit) -> Exit:
    if otherwise in _SAYS_ENOUGH:
        return otherwise
    return next((exit_ for prefix, exit_ in _BY_ERROR if error.startswith(prefix)), otherwise)


def of_completion(completion: Completion) -> Exit:
    """The exit status for a command's answer."""
    return _by_error(completion.error, _BY_CODE[completion.code])


def of_status(status: Status) -> Exit:
    """The exit status for a device that cannot be used now; `DONE` for one that can."""
    return _by_error(status.code, _BY_STATE[status.device])
