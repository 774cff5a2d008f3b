"""One engine in a process of its own: a JSON line in, a JSON line out, until its standard input ends.

In:  {"add": "n"} | {"add": [[x, y], …]} | {"back": 0} | {"choose": 2} | {"reset": 0}
Out: {"composing": …, "candidates": […], "certain": …}, first of all one for the opened engine;
     {"code": …, "advice": …} when it cannot be opened.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from drivers.hardening import no_dump
from kiosk.typing.engine import Engine, EngineError, Offer
from kiosk.typing.handwriting import Handwriting
from kiosk.typing.pinyin import Pinyin

ENGINES: Final[Mapping[str, Callable[..., Engine]]] = {"pinyin": Pinyin, "handwriting": Handwriting}


def main(name: str, *library: str) -> int:
    """Serve one engine. `library`: another file than the usual, for tests."""
    no_dump()
    engine = ENGINES[name](*library)
    try:
        engine.open()
    except EngineError as error:
        _say({"code": error.code, "advice": str(error)})
        return 1
    _say(asdict(Offer()))
    for line in sys.stdin:
        _say(asdict(_do(engine, json.loads(line))))
    engine.close()
    return 0


def _do(engine: Engine, order: dict[str, Any]) -> Offer:
    ((verb, what),) = order.items()
    match verb:
        case "add":
            return engine.add(what if isinstance(what, str) else tuple((int(x), int(y)) for x, y in what))
        case "choose":
            return engine.choose(int(what))
        case "back":
            return engine.back()
        case _:
            engine.reset()
            return Offer()


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
