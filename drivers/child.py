"""What runs inside a child: one driver on one connection. `python -I -m drivers.child FD`.

The supervisor's first message is the spec; then commands come down, completions and statuses go up.
A wire that breaks is expected: the driver is built anew on a new connection and re-reads the truth.
Anything else that escapes a driver ends the child, with a message of types and places, no values.
"""

from __future__ import annotations

import importlib
import socket
import sys
from types import TracebackType
from typing import cast

from drivers.codes import Code
from drivers.hardening import harden
from drivers.link import Link
from drivers.marshal import read_spec, table, texts
from drivers.runner import DriverClass, Runner
from drivers.types import Json

_FAULT = 70
"""The exit status after an exception (EX_SOFTWARE)."""
_PLACES = 12


def main(argv: list[str]) -> int:
    """Run until told to stop. `argv[1]` is the pipe's descriptor, inherited from the supervisor."""
    harden()
    sock = socket.socket(fileno=int(argv[1]))
    sock.set_inheritable(False)
    link = Link(sock)
    first = link.first()
    spec = read_spec(table(first, "spec"))
    sys.path.extend(texts(first, "paths"))
    try:
        driver_class = load(spec.driver)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        link.send("fault", {**describe(error), "error": Code.CONFIG_INVALID})
        return _FAULT
    try:
        Runner(link, spec, driver_class).run()
    except Exception as error:  # noqa: BLE001 - whatever a driver lets escape is told, then the child ends
        link.send("fault", {**describe(error), "error": Code.DRIVER_CRASHED})
        return _FAULT
    return 0


def load(name: str) -> DriverClass:
    """The class `package.module:Class`. Raises what importing raises, or ValueError/TypeError for a wrong name."""
    module, separator, attribute = name.partition(":")
    if not separator:
        raise ValueError("write the driver as package.module:Class")
    found = getattr(importlib.import_module(module), attribute)
    if not isinstance(found, type):
        raise TypeError("the driver is no class")
    return cast("DriverClass", found)


def describe(error: BaseException) -> dict[str, Json]:
    """An exception without its message, which may hold what was on a card: its type and where it came from."""
    places: list[Json] = []
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "?")
        places.append(f"{module}:{trace.tb_lineno} {trace.tb_frame.f_code.co_name}")
        trace = trace.tb_next
    return {"exception": type(error).__qualname__, "places": places[-_PLACES:]}


if __name__ == "__main__":
    sys.exit(main(sys.argv))
