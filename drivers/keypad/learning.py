"""Learns a pad's table from its presses: which bytes stay, which is the key's value, which is a check. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drivers.table.checks import CHECK_BYTES, CHECKS

MOST_BYTES = 64
_MOST_LEFT_OUT = 4


class CannotLearn(Exception):  # noqa: N818 - an answer, not a fault
    """Why there is no table. `reason`: few (too few presses of `keys`), same (these keys send the same bytes),
    long (more bytes than a press has), unexplained (bytes change and nothing explains them).
    """  # noqa: D205 - one list

    def __init__(self, reason: str, keys: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.keys = tuple(keys)


@dataclass(frozen=True)
class Learned:
    """A pad's presses: `frame` with `keys` (value in hex -> meaning), or `fixed` (meaning -> bytes in hex).

    `notes`: counter (a byte changes from press to press and is passed over), checkUnsure (too few keys to be sure
    of the check), repeats (a key held down sends its frame again), dropped (odd presses were left out).
    """

    frame: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    check: str = "none"
    notes: tuple[str, ...] = ()

    def press(self) -> dict[str, object]:
        """As `options.press` of a profile."""
        return {"frame": self.frame, "keys": dict(self.keys)} if self.frame else {"fixed": dict(self.fixed)}


def learn(samples: Mapping[str, Sequence[bytes]]) -> Learned:
    """The table behind what each key sent (meaning -> bursts, two at least). Raises `CannotLearn`."""
    notes: list[str] = []
    steady = _steady(samples, notes)
    longest = max(len(one) for bursts in steady.values() for one in bursts)
    if longest > MOST_BYTES:
        raise CannotLearn("long")
    _refuse_alike(steady)
    if len({len(one) for bursts in steady.values() for one in bursts}) > 1:
        return Learned(fixed=_fixed(steady), notes=tuple(notes))
    return _columns(steady, notes)


def _steady(samples: Mapping[str, Sequence[bytes]], notes: list[str]) -> dict[str, list[bytes]]:
    """Each key's bursts without repeats and without odd ones out."""
    few = [key for key, bursts in samples.items() if len([one for one in bursts if one]) < 2]
    if few or not samples:
        raise CannotLearn("few", few)
    found: dict[str, list[bytes]] = {}
    for key, bursts in samples.items():
        kept = [one for one in bursts if one]
        if len({len(one) for one in kept}) > 1:
            units = [_unit(one) for one in kept]
            if len({len(one) for one in units}) == 1:
                kept = units
                notes.append("repeats")
        found[key] = _majority(kept)
        if not found[key]:
            raise CannotLearn("few", [key])
        if len(found[key]) < len(kept):
            notes.append("dropped")
    notes[:] = sorted(set(notes))
    return found


def _unit(burst: bytes) -> bytes:
    """The shortest piece that, repeated, makes the burst."""
    for size in range(1, len(burst) // 2 + 1):
        if len(burst) % size == 0 and burst == burst[:size] * (len(burst) // size):
            return burst[:size]
    return burst


def _majority(bursts: list[bytes]) -> list[bytes]:
    """The bursts that agree: whole, where most are alike; else in length. Empty when fewer than two do."""
    burst, count = Counter(bursts).most_common(1)[0]
    if 2 * count > len(bursts) and count >= 2:
        return [burst] * count
    size, count = Counter(map(len, bursts)).most_common(1)[0]
    return [one for one in bursts if len(one) == size] if count >= 2 else []


def _refuse_alike(steady: Mapping[str, list[bytes]]) -> None:
    for key, bursts in steady.items():
        alike = [other for other in steady if set(steady[other]) & set(bursts)]
        if len(alike) > 1:
            raise CannotLearn("same", alike)
        del key


def _fixed(steady: Mapping[str, list[bytes]]) -> dict[str, str]:
    """Whole frames per key, for pads whose frames share no form."""
    unsteady = [key for key, bursts in steady.items() if len(set(bursts)) > 1]
    if unsteady:
        raise CannotLearn("unexplained", unsteady)
    return {key: bursts[0].hex(" ").upper() for key, bursts in steady.items()}


def _columns(steady: Mapping[str, list[bytes]], notes: list[str]) -> Learned:
    """Frames of one length: every byte is constant, the key's value, a check, or a counter."""
    frames = [one for bursts in steady.values() for one in bursts]
    size = len(frames[0])
    changing = [at for at in range(size) if len({one[at] for one in frames}) > 1]
    check = _check(frames, changing)
    covered = set(range(check[1], check[1] + CHECK_BYTES[check[0]])) if check else set()
    counters = [
        at
        for at in changing
        if at not in covered and any(len({one[at] for one in b}) > 1 for b in steady.values())
    ]
    values = [at for at in changing if at not in covered and at not in counters]
    if not _value_fits(values, steady):
        return Learned(fixed=_fixed(steady), notes=tuple(notes))
    if counters:
        notes.append("counter")
    if check and len(set(frames)) < 3:
        notes.append("checkUnsure")
    texts: list[str] = []
    for at in range(size):
        if check and at == check[1]:
            texts.append(f"{{{check[0]}:{check[2]}}}" if check[2] else f"{{{check[0]}}}")
        elif at == values[0]:
            texts.append("{key:be2}" if len(values) == 2 else "{key}")
        elif at in counters:
            texts.append(f"{{n{at}:any}}")
        elif at not in covered and at not in values:
            texts.append(f"{frames[0][at]:02X}")
    keys = {bursts[0][values[0] : values[-1] + 1].hex().upper(): key for key, bursts in steady.items()}
    return Learned(" ".join(texts), keys, {}, check[0] if check else "none", tuple(notes))


def _value_fits(values: list[int], steady: Mapping[str, list[bytes]]) -> bool:
    """Whether one byte, or two neighbours, tell every key from every other."""
    if len(values) not in {1, 2} or values[-1] - values[0] != len(values) - 1:
        return False
    told = {bursts[0][values[0] : values[-1] + 1] for bursts in steady.values()}
    return len(told) == len(steady)


def _check(frames: list[bytes], changing: list[int]) -> tuple[str, int, int] | None:
    """A check that holds for every frame: its name, its place, how many first bytes it leaves out."""
    for name, compute in CHECKS.items():
        width = CHECK_BYTES[name]
        for at in range(len(frames[0]) - width, 0, -1):
            if not set(range(at, at + width)) & set(changing):
                continue
            for skip in range(min(at, _MOST_LEFT_OUT + 1)):
                if all(compute(one[skip:at]) == one[at : at + width] for one in frames):
                    return name, at, skip
    return None
