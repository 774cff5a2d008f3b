"""`hallkit device status`: how a device is now."""

from __future__ import annotations

from argparse import Namespace

from drivers.types import Json, Status
from hall.cli.language import Say
from hall.cli.session import Answer, Device, of_status, use, with_facts
from hall.cli.session import show as show_answer

_WORDS = {
    "online": "能用",
    "starting": "正在启动",
    "offline": "连不上",
    "powerOff": "没有电",
    "noDevice": "没有设备",
    "hardwareError": "设备故障",
    "userError": "要人处理",
    "deviceBusy": "忙",
    "driverFault": "驱动故障",
}


def show(chosen: Namespace, say: Say) -> int:
    """Ask the device and print its state; 0 only when it can be used."""
    answer = use(chosen, _ask)
    return show_answer(chosen, say, answer, lambda: _people(say, answer))


async def _ask(device: Device) -> Answer:
    status = await device.settled()
    return with_facts(of_status(status), facts(status))


def facts(status: Status) -> dict[str, Json]:
    """A status as JSON."""
    return {
        "device": status.device.value,
        "action": status.action.value,
        "actor": status.actor.value,
        "parts": dict(status.parts),
        "supplies": {name: supply.value for name, supply in status.supplies.items()},
    }


def _people(say: Say, answer: Answer) -> str:
    state = str(answer.facts["device"])
    lines = [f"{say('状态', 'state')}: {say(_WORDS.get(state, state), state)}"]
    for key, word in (("parts", say("部件", "parts")), ("supplies", say("耗材", "supplies"))):
        table = answer.facts[key]
        if isinstance(table, dict) and table:
            lines.append(f"{word}: " + ", ".join(f"{name} = {value}" for name, value in table.items()))
    return "\n".join(lines)
