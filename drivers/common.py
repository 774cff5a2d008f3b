"""What every device can answer to a common operation for which its driver has no word of its own. Pure."""

from __future__ import annotations

from typing import Final

from drivers.types import Command, Completion, CompletionCode, Json, Status

_LEFT: Final = {"present": True, "presented": True, "jammed": True, "notPresent": False, "taken": False}
"""What a status's `media` means for the next citizen."""


def answer(command: Command, shown: Status | None) -> Completion | None:
    """The answer to `status`, `begin_transaction` {id} or `end_transaction`; None for any other operation.

    `buffers_cleared` is null: whoever keeps something of a citizen has to clear it itself.
    """
    result: dict[str, Json] = {"media_left": left(shown), "buffers_cleared": None}
    match command.op:
        case "begin_transaction":
            result["id"] = command.args.get("id", "")
        case "end_transaction":
            pass
        case "status" if shown is not None:
            result = {"device": shown.device.value, "code": shown.code, **shown.parts}
        case _:
            return None
    return Completion(command.id, CompletionCode.SUCCESS, result=result)


def left(shown: Status | None) -> bool | None:
    """Whether a citizen's card or paper is still in the device; None when its status does not tell."""
    return _LEFT.get(shown.parts.get("media", "")) if shown is not None else None
