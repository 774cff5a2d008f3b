"""Reads pictures of known truth with our reader and with three libraries, in one run; checks our goals.

    python -m bench.codes [--quick] [--pictures FOLDER]

FOLDER: photographs of your own, each with its contents beside it (`NAME.png`, `NAME.txt` in UTF-8).
Exit status 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from bench.code_peers import Found, Grey, Peer, peers
from bench.code_pictures import FRAME, Case, Sequence, chinese, empties, paper, sequences, stills
from drivers.code_reader.stream import StreamReader
from drivers.code_reader.zbar import Zbar

_PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}
_FRAME_MS = 66
_IDLE_FRAMES = 24


@dataclass
class Tally:
    """What one reader did with one group."""

    cases: int = 0
    read: int = 0
    wrong: int = 0
    cpu_ms: list[float] = field(default_factory=list)

    def row(self) -> str:
        """Read, share, misreads, median and 95th percentile of CPU time."""
        share = 100 * self.read / self.cases if self.cases else 0.0
        middle, high = statistics.median(self.cpu_ms), np.percentile(self.cpu_ms, 95)
        return f"{self.read:4d} {share:5.1f} % {self.wrong:3d} wrong {middle:6.1f} {high:6.0f} ms"


Table = dict[str, dict[str, Tally]]


def judge(cases: Iterable[Case], readers: dict[str, Peer], table: Table, *, exact_text: bool = False) -> None:
    """Let every reader read every picture. `exact_text`: the text must be right, not the bytes."""
    for case in cases:
        for name, read in readers.items():
            start = time.process_time()
            found = read(case.pixels, case.kind == "QR" and exact_text)
            cpu_ms = (time.process_time() - start) * 1000
            right, wrong = _compare(case, found, exact_text=exact_text)
            for group in (case.group, f"all {case.kind}".strip()):
                tally = table[group][name]
                tally.cases += 1
                tally.read += right
                tally.wrong += wrong
                tally.cpu_ms.append(cpu_ms)


def _compare(case: Case, found: Found, *, exact_text: bool) -> tuple[bool, bool]:
    if case.data is None:
        return False, bool(found)
    if exact_text:
        return any(text == case.text for _, _, text in found), False
    right = any(data == case.data for _, data, _ in found)
    return right, any(data != case.data for _, data, _ in found)


def streams(cases: Iterable[Sequence], table: Table) -> None:
    """Our stream reader; the time counts to the frame that showed the code."""
    for case in cases:
        reader = StreamReader()
        tally = table[case.group]["ours"], table["all streams"]["ours"]
        right = wrong = False
        spent = 0.0
        for number, frame in enumerate(case.frames):
            start = time.process_time()
            codes = reader.read(frame, number * _FRAME_MS)
            spent += (time.process_time() - start) * 1000
            right = right or any(code.data == case.data for code in codes)
            wrong = wrong or any(code.data != case.data for code in codes)
            if right:
                break
        for one in tally:
            one.cases += 1
            one.read += right
            one.wrong += wrong
            one.cpu_ms.append(spent)


def idle_ms() -> float:
    """Mean CPU time of a frame without a code, 1080p."""
    rng = np.random.default_rng(5)
    frames = [
        (paper(FRAME, rng) + rng.normal(0, 4, (FRAME[1], FRAME[0]))).clip(0, 255).astype(np.uint8)
        for _ in range(_IDLE_FRAMES)
    ]
    reader = StreamReader()
    start = time.process_time()
    for number, frame in enumerate(frames):
        reader.read(frame, number * _FRAME_MS)
    return (time.process_time() - start) * 1000 / _IDLE_FRAMES


def photographs(folder: Path) -> Iterator[Case]:
    """Pictures with their contents beside them, grouped by folder."""
    for path in sorted(folder.rglob("*")):
        truth = path.with_suffix(".txt")
        if path.suffix.lower() in _PICTURES and truth.exists():
            pixels = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
            if pixels is not None:
                text = truth.read_text(encoding="utf-8").rstrip("\n")
                yield Case(path.parent.name, "photograph", np.asarray(pixels, np.uint8), text.encode(), text)


def show(title: str, table: Table) -> None:
    """One line a group and reader."""
    print(f"\n{title}", flush=True)
    for group, readers in table.items():
        for name, tally in readers.items():
            print(f"  {group:<16} {name:<10} {tally.row()}")


def new_table() -> Table:
    """An empty table."""
    return defaultdict(lambda: defaultdict(Tally))


def main() -> int:
    """Run it all; print the tables and the goals."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--quick", action="store_true", help="a quarter of the pictures")
    words.add_argument("--pictures", type=Path, help="photographs of your own with .txt beside them")
    chosen = words.parse_args()
    cv2.setNumThreads(1)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    with closing(Zbar()) as zbar:
        readers: dict[str, Peer] = peers(zbar)
        for read in readers.values():
            read(_warm(), False)  # noqa: FBT003 - a table's column
        if chosen.pictures:
            table = new_table()
            judge(photographs(chosen.pictures), readers, table)
            show(f"{chosen.pictures}", table)
            return 0
        return _generated(readers, quick=chosen.quick)


def _warm() -> Grey:
    return np.full((64, 64), 255, np.uint8)


def _generated(readers: dict[str, Peer], *, quick: bool) -> int:
    still, charsets, none, moving = new_table(), new_table(), new_table(), new_table()
    judge(stills(1 if quick else 4), readers, still)
    show("stills: read, misread, CPU time (median, p95)", still)
    judge(chinese(), readers, charsets, exact_text=True)
    show("Chinese, exact text", charsets)
    judge(empties(), readers, none)
    show("pictures without a code (misread = something was read)", none)
    streams(sequences(3 if quick else 11), moving)
    show("streams of 6 frames, CPU time until read", moving)
    idle = idle_ms()
    print(f"\nidle frame 1080p: {idle:.1f} CPU-ms")
    return _goals(still, charsets, none, moving, idle)


def _goals(still: Table, charsets: Table, none: Table, moving: Table, idle: float) -> int:
    qr, exact = still["all QR"]["ours"], charsets["all QR"]["ours"]
    empty, stream = none["no code"]["ours"], moving["all streams"]["ours"]
    goals = {
        "QR stills: none misread": qr.wrong == 0,
        "QR stills: as many as any other": all(qr.read >= one.read for one in still["all QR"].values()),
        "all kinds: none misread": all(one["ours"].wrong == 0 for one in still.values()),
        "Chinese: 219 of 223": exact.read / exact.cases >= 219 / 223,
        "no false read": empty.wrong == 0,
        "streams: 93 %": stream.read / stream.cases >= 0.93,
        "streams: none misread": stream.wrong == 0,
        "streams: median 12 ms": statistics.median(stream.cpu_ms) <= 12,
        "streams: p95 130 ms": float(np.percentile(stream.cpu_ms, 95)) <= 130,
        "idle frame: 25 CPU-ms": idle <= 25,
    }
    print()
    for goal, met in goals.items():
        print(f"  {'met   ' if met else 'MISSED'} {goal}")
    return 0 if all(goals.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
