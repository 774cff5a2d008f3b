"""How long a driver may wait for a person within one command."""

from __future__ import annotations

from drivers.types import Command, Context


def waiting_end(context: Context, command: Command, reserve_ms: int) -> int:
    """Until when to wait (`wait_ms`, else the whole command) so that `reserve_ms` of work still fit in."""
    longest = command.timeout_ms - min(reserve_ms, command.timeout_ms // 2)
    wait_ms = command.args.get("wait_ms", longest)
    return context.now_ms() + min(longest, wait_ms if isinstance(wait_ms, int) else longest)
