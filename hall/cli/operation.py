"""`hallkit device run`: any operation that the driver names, with what the device says meanwhile."""

from __future__ import annotations

import asyncio
import difflib
import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from drivers.child import load
from drivers.types import CompletionCode, DeviceEvent, Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import printable, tell
from hall.cli.parsing import InputError
from hall.cli.session import Answer, Device, of_completion, of_status, show, spec_of, use, with_facts

_CARDS: Final = {"id_card": "id_card", "smart_card": "social_card"}
"""Classes whose cards hold a person's data, and the command that reads them masked."""
_NO_CARD: Final = frozenset(
    {
        *("capabilities", "status", "begin_transaction", "end_transaction", "identify", "beep", "version"),
        *("card_there", "sam_status", "sam_id", "eject_prompt", "power_off"),
    }
)
"""What those may be told here: nothing of the card comes back."""
_PERSONAL: Final = frozenset(
    {
        *("id_number", "permit_number", "phone", "address", "birth", "applicant"),
        *("badge", "badges", "staff_number", "clerk"),
    }
)
_RISK: Final = ("命令已发出，先看设备再重试", "the order is out; look at the device before any retry")


def run(chosen: Namespace, say: Say) -> int:
    """Do one operation or list them, watch as long as was asked. Raises `InputError`, `SettingsError`."""
    _check(chosen, say)
    events: list[Json] = []
    answer = use(chosen, lambda device: _work(chosen, say, device), lambda one: _hear(chosen, one, events))
    if not chosen.list and answer.exit is not Exit.BAD_INPUT:
        answer = with_facts(answer, {"result": _shown(chosen, dict(answer.facts)), "events": events})
    return show(chosen, say, answer, lambda: _people(say, answer))


def _check(chosen: Namespace, say: Say) -> None:
    """Before anything is opened. Raises `InputError`."""
    if not chosen.op and not chosen.list and not chosen.watch:
        text = say(
            "写要做的操作；--list 显示有哪些，--watch 只听",
            "name an operation; --list shows them, --watch listens",
        )
        raise InputError("data.invalid", text)
    if chosen.op and chosen.device_class in _CARDS and chosen.op not in _NO_CARD:
        command = f"hallkit device read {_CARDS[chosen.device_class]}"
        text = say(
            f"{chosen.op}：这里不读卡，用 {command}(个人信息会遮住)",
            f"{chosen.op}: no cards are read here; use {command}, which masks personal data",
        )
        raise InputError("data.invalid", text)


async def _work(chosen: Namespace, say: Say, device: Device) -> Answer:
    status = await device.settled()
    if not status.ready:
        return of_status(status)
    able = of_completion(await device.run("capabilities"))
    if able.exit is not Exit.DONE or chosen.list:
        return able
    answer = Answer(Exit.DONE, CompletionCode.SUCCESS)
    if chosen.op:
        answer = await _do(chosen, say, device, able.facts)
    if answer.exit is Exit.DONE and chosen.watch:
        tell(say(f"听 {chosen.watch:g} 秒", f"listening for {chosen.watch:g} s"))
        await asyncio.sleep(chosen.watch)
    return answer


async def _do(chosen: Namespace, say: Say, device: Device, able: Mapping[str, Json]) -> Answer:
    """The operation itself. Raises `InputError` for one that the driver has not."""
    known = _words(able.get("operations"))
    if chosen.op not in known:
        near = difflib.get_close_matches(chosen.op, known, 1, 0.5)
        hint = say(f"，是不是 {near[0]}？", f", did you mean {near[0]}?") if near else ""
        text = say(f"没有操作 {chosen.op}", f"there is no operation {chosen.op}") + hint
        raise InputError("data.invalid", f"{text}\n{say('有', 'there are')}: {', '.join(known)}")
    effects: frozenset[str] = getattr(load(spec_of(chosen).driver), "side_effects", frozenset())
    completion = await device.run(chosen.op, dict(chosen.args), risk=_RISK if chosen.op in effects else None)
    answer = of_completion(completion)
    wrong = completion.evidence.get("argument")
    if not isinstance(wrong, str):
        return answer
    return replace(
        answer,
        detail=say(
            f"{wrong}：缺少、不认识，或值的类型不对",
            f"{wrong}: missing, unknown, or a value of the wrong type",
        ),
    )


def _hear(chosen: Namespace, event: DeviceEvent, events: list[Json]) -> None:
    """What the device says; of a card's events only their names."""
    data: Json = {} if chosen.device_class in _CARDS else _shown(chosen, dict(event.data))
    events.append({"event": event.kind, "data": data})
    tell(f"  {event.kind} {_text(data) if data else ''}".rstrip())


def _shown(chosen: Namespace, found: Json, name: str = "") -> Json:
    """A result as it may be shown: personal fields keep their first character."""
    if isinstance(found, dict):
        return {key: _shown(chosen, value, key) for key, value in found.items()}
    if isinstance(found, list):
        return [_shown(chosen, value, name) for value in found]
    if name not in _PERSONAL or getattr(chosen, "reveal", False) or not isinstance(found, str):
        return found
    return found[:1] + "*" * (len(found) - 1)


def _people(say: Say, answer: Answer) -> str:
    if "operations" in answer.facts:
        names = [f"  {name}" for name in _words(answer.facts["operations"])]
        rest = {key: value for key, value in answer.facts.items() if key != "operations"}
        return "\n".join([say("操作：", "operations:"), *names, _text(rest)])
    result = answer.facts.get("result")
    return _text(result) if result else say("完成", "done") if answer.exit is Exit.DONE else ""


def _words(found: Json) -> Sequence[str]:
    return [str(name) for name in found] if isinstance(found, list) else []


def _text(found: Json) -> str:
    return printable(json.dumps(found, ensure_ascii=False))
