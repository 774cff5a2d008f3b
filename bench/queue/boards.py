"""From the press of "call" to the painted board and the first sound, with 50 displays and 30 windows connected.

One display is the product's own, drawn offscreen, with its voice; the player of its speaker is a program that notes
when it was started and ends. The other displays and the windows' consoles are connections that follow the feed.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.queue.clients import Client, Load
from bench.queue.servers import ours

GOAL_MS = 150
DISPLAYS, WINDOWS = 50, 30
_TICK = threading.Event()
_HALL = Path(__file__).parents[1] / "day" / "hall.toml"
_UNIT = "b01"
_PLAYER = "#!/bin/sh\n: > '%s'/$$\n"
"""Leaves a file with its own number: when it was made is when the sound would have begun."""


def measure(folder: Path, calls: int, pause_s: float, database: str = "") -> list[str]:
    """Print the figures; what missed its goal."""
    hall = _hall(folder)
    with (
        ours(folder / "server", database, hall=hall) as ports,
        _followers(ports[0], DISPLAYS - 1 + WINDOWS) as crowd,
        _board(_with_url(hall, ports[0]), folder) as painted,
    ):
        found = asyncio.run(_story(ports[0], calls, pause_s, crowd, painted, folder / "played"))
    missed = []
    for name, took in found.items():
        row = Load(1, 1, took)
        p50, p99 = row.percentile(50), row.percentile(99)
        store = "postgres" if database else "sqlite"
        print(
            f"call → {name:<26} {store:<9} {len(took):>4} calls  p50 {p50:>6.1f}   p99 {p99:>6.1f} ms",
            flush=True,
        )
        if p99 > GOAL_MS:
            missed.append(f"call → {name} {p99:.0f} ms")
    return missed


async def _story(
    port: int,
    calls: int,
    pause_s: float,
    crowd: subprocess.Popen[str],
    painted: subprocess.Popen[str],
    played: Path,
) -> dict[str, list[float]]:
    client = Client(port, f"press-{time.monotonic_ns()}")
    await client.open()
    services = ["social", "medical", "residence", "business", "property"]
    for n in range(calls):
        await client.ticket(services[n % len(services)])
    chance = random.Random(7)  # noqa: S311 - any order will do
    found: dict[str, list[float]] = {"all displays": [], "board painted": [], "first sound": []}
    for n in range(calls):
        began, pressed = time.monotonic_ns(), time.time_ns()
        answer = await client.post(f"/v1/windows/{1 + n % WINDOWS}/call", {"event_id": f"call-{began}"})
        if answer["ticket"] is None:
            continue
        seq = int(str(answer["seq"]))
        found["all displays"].append((await asyncio.to_thread(_asked, crowd, seq) - began) / 1e6)
        found["board painted"].append((await asyncio.to_thread(_painted, painted, seq) - began) / 1e6)
        heard = await asyncio.to_thread(_first_sound, played, pressed)
        found["first sound"].append((heard - pressed) / 1e6)
        await asyncio.sleep(pause_s * (0.5 + chance.random()))
    client.close()
    return found


def _asked(crowd: subprocess.Popen[str], seq: int) -> int:
    if crowd.stdin is None or crowd.stdout is None:
        raise RuntimeError("no pipes")
    crowd.stdin.write(f"{seq}\n")
    crowd.stdin.flush()
    return int(crowd.stdout.readline())


def _painted(board: subprocess.Popen[str], seq: int) -> int:
    for line in board.stdout or ():
        words = line.split()
        if words and words[0] == str(seq):
            return int(words[1])
    raise RuntimeError("the board ended")


def _first_sound(played: Path, began: int) -> int:
    until = time.monotonic() + 20
    while not (after := _played(played, began)):
        if time.monotonic() > until:
            raise RuntimeError("nothing was heard")
        _TICK.wait(0.005)
    return after[0]


def _played(played: Path, began: int) -> list[int]:
    """When the player was started since `began`, ns since 1970, to the tick of the file system's clock (4 ms)."""
    times = sorted(one.stat().st_mtime_ns for one in played.iterdir())
    return [one for one in times if one >= began]


def _hall(folder: Path) -> Path:
    """The large hall, its first display with a speaker."""
    text = _HALL.read_text(encoding="utf-8")
    begin = text.index(f'id = "{_UNIT}"')
    end = text.index("screen = ", begin)
    devices = 'devices = [{ name = "speaker", profile = "speaker", port = "none:speaker" }]\n'
    path = folder / "large.toml"
    path.write_text(text[:end] + devices + text[end:], encoding="utf-8")
    return path


def _with_url(hall: Path, port: int) -> Path:
    """The same for the display: it has to know where the server is."""
    path = hall.with_name("display.toml")
    path.write_text(
        hall.read_text(encoding="utf-8").replace("127.0.0.1:8710", f"127.0.0.1:{port}"), encoding="utf-8"
    )
    return path


def _until_probed(played: Path) -> None:
    """The voice asks its speaker with silence once it is ready."""
    until = time.monotonic() + 60
    while not any(played.iterdir()):
        if time.monotonic() > until:
            raise RuntimeError("the display did not come up")
        _TICK.wait(0.1)


@contextmanager
def _followers(port: int, count: int) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-m", "bench.queue.followers", str(port), str(count)]
    with subprocess.Popen(  # noqa: S603 - our own program
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            if process.stdout is not None:
                process.stdout.readline()
            yield process
        finally:
            process.kill()


@contextmanager
def _board(hall: Path, folder: Path) -> Iterator[subprocess.Popen[str]]:
    player = folder / "bin" / "paplay"
    player.parent.mkdir()
    player.write_text(_PLAYER % (folder / "played"), encoding="utf-8")
    (folder / "played").mkdir()
    player.chmod(0o755)
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    environment = {**os.environ, **quiet, "PATH": f"{player.parent}:{os.environ['PATH']}"}
    words = [sys.executable, "-m", "bench.queue.board", str(hall), _UNIT, str(folder / "display")]
    (folder / "display").mkdir()
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603
        try:
            _until_probed(folder / "played")
            yield process
        finally:
            process.terminate()
