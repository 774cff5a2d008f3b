"""The speaker heard by a microphone: a tune that nobody knew before, and what arrived of it."""

from __future__ import annotations

from collections.abc import Mapping
from random import SystemRandom
from typing import Final

from drivers.codes import Code
from drivers.speaker.tones import COUNT, TONES
from drivers.types import Completion, Json
from hall.cli.readiness import Finding, Outcome
from hall.cli.tried import Trying
from hall.cli.words import advice

_SOUND: Final = ("扬声器由话筒听到", "the speaker, heard by a microphone")
_ID: Final = "heardSound"
_TEST_MS: Final = 60_000
_DEAD_DBFS: Final = -90.0
"""No place is as quiet as that."""
_NO_MICROPHONE: Final = (
    "没有写话筒：在 config/devices/speaker.toml 里写 microphones，或用 chime_test 请人听",
    "no microphone is named: write microphones in config/devices/speaker.toml, or listen to chime_test yourself",
)


async def heard_sound(trying: Trying) -> Finding:
    """Six tones in an order made up now; every zone with a microphone has to hear them."""
    speaker = trying.of_class("speaker")
    if speaker is None:
        note = ("扬声器现在不能用", "the speaker cannot be used now")
        return Finding(_ID, _SOUND, Outcome.NOT_TRIED, note=note)
    trying.ask("请安静几秒钟，要放一串音", "please be quiet for some seconds, a tune will be played")
    tones: list[Json] = [*SystemRandom().sample(range(len(TONES)), COUNT)]
    return _told(await trying.run(speaker, "hear_test", {"tones": tones}, _TEST_MS))


def _told(done: Completion) -> Finding:
    if done.error == Code.MICROPHONE_NONE:
        return Finding(_ID, _SOUND, Outcome.NOT_TRIED, done.error, _NO_MICROPHONE)
    facts = dict(done.result if done.done else done.evidence)
    rows = facts.get("zones")
    known = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    said = [line for row in known for line in _lines(row)]
    if done.done:
        return Finding(_ID, _SOUND, Outcome.PASSED, facts=facts, said=said)
    error = done.error or done.code.value
    why = facts.get("why")
    if isinstance(why, str):
        said.append((f"arecord 说：{why}", f"arecord says: {why}"))
    return Finding(_ID, _SOUND, Outcome.FAILED, error, advice(error), facts, said)


def _lines(row: Mapping[str, Json]) -> list[tuple[str, str]]:
    """One zone in words."""
    zone = row.get("zone")
    if not row.get("heard_hz"):
        return _unheard(zone, row.get("noise_dbfs"))
    level, snr = row.get("level_dbfs"), row.get("snr_db")
    delay, clipped = row.get("delay_ms"), row.get("clipped_percent")
    other = row.get("microphone_of")
    zh = f"(用的是分区 {other} 的话筒)" if other else ""
    en = f" (by the microphone of zone {other})" if other else ""
    return [
        (
            f"分区 {zone}{zh}：原样听到；响度 {level} dBFS，信噪比 {snr} dB",
            f"zone {zone}{en}: heard as played; level {level} dBFS, {snr} dB above the noise",
        ),
        (f"晚 {delay} 毫秒，削顶 {clipped}%", f"{delay} ms late, {clipped} % clipped"),
    ]


def _unheard(zone: Json, noise: Json) -> list[tuple[str, str]]:
    """What the microphone gave instead."""
    said = [
        (
            f"分区 {zone}：没有听到放的音；话筒的底噪 {noise} dBFS",
            f"zone {zone}: the tune was not heard; the microphone's noise is {noise} dBFS",
        )
    ]
    if isinstance(noise, float) and noise <= _DEAD_DBFS:
        said.append(
            (
                "话筒一点声音也没有：多半没插好或被静音",
                "the microphone gives no sound at all: most likely unplugged or muted",
            )
        )
    return said
