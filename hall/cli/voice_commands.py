"""The command `hallkit voice`: names, arguments, help and examples."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from hall.cli.language import Say
from hall.cli.verbs import JSON, OVERWRITE, Both, Verb, add_verb, flag, needed, profile, time_out

_WINDOWS: Final = 999


def window_number(text: str) -> int:
    """An argument's type: 1 to 999."""
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError(f"must be a number, not {text}")
    if not 1 <= int(text) <= _WINDOWS:
        raise ArgumentTypeError(f"must be from 1 to {_WINDOWS}, not {text}")
    return int(text)


_OVER: Final[Mapping[str, Both]] = {"voice": ("语音叫号", "the calling voice")}
_SAY: Final = Verb(
    "voice say",
    "hall.cli.voice:say_call",
    (
        "念一次叫号：从音箱放出来，或写成 WAV 文件",
        "speak one call: through the speaker, or into a WAV file",
    ),
    (
        needed("number", ("号码，如 A012、A2-015", "the number, like A012 or A2-015"), metavar="NUMBER"),
        needed("window", ("窗口号", "the window's number"), type=window_number, metavar="WINDOW"),
        flag(
            "-o --output",
            ("不放出来，写成 WAV 文件", "play nothing, write a WAV file"),
            type=Path,
            metavar="OUT.wav",
        ),
        OVERWRITE,
        flag(
            "--voice",
            (
                "用哪种声音，可写几次；不写就按 --lang，再不写就按大厅文件",
                "which voice, may be given again; else by --lang, else as the hall file says",
            ),
            action="append",
            metavar="NAME",
        ),
        flag(
            "--hall",
            ("照这份大厅文件的 [voice] 念", "as [voice] of this hall file says"),
            type=Path,
            metavar="FILE",
        ),
        flag("--zone", ("在哪个分区，默认全部", "in which zone, default all"), default="", metavar="ZONE"),
        profile("speaker"),
        JSON,
        time_out(60, 1),
    ),
    (
        ("hallkit voice say A012 3", "现在就放：先响提示音，再念", "plays it now: the chime, then the call"),
        (
            "hallkit voice say A2-015 12 --voice mandarin --voice english -o call.wav",
            "普通话后接英语，写成文件",
            "Mandarin, then English, into a file",
        ),
    ),
    defaults={"device_class": "speaker", "port": "none:speaker"},
)
VERBS: Final = (_SAY,)


def add_voice(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit voice …`."""
    parents: dict[str, Any] = {"": commands}
    for verb in VERBS:
        add_verb(parents, verb, say, _OVER)
