"""Makes the clips of a voice with espeak-ng: `python -m kiosk.voice.clips FOLDER…` (default: all of ours).

Every line of `voice.toml` becomes a WAV, mono, 16 bit, 16 kHz, without silence around it and all equally loud;
the chime stays at the speaker's own rate, so that it sounds at once. A voice of the hall's own replaces the files.
"""

from __future__ import annotations

import io
import math
import subprocess
import sys
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from drivers.speaker.sound import RATE, SoundError, chime, read_wav
from kiosk.voice.voices import CHIME, FILE, SOUNDS, VoiceError, VoiceFile, read_file

CLIP_RATE: Final = 16_000
_FLOOR: Final = 300
"""Of 32,767: quieter at both ends is silence."""
_RMS: Final = 5_200
_PEAK: Final = 29_000
_FADE: Final = RATE // 200
_REACH: Final = 12
"""Samples on each side that the low-pass looks at."""


def make(folder: Path) -> list[Path]:
    """Write all clips of a voice; the files. Raises `VoiceError`, `SoundError`, `OSError`."""
    file = read_file(folder)
    made = [_write(folder / f"{CHIME}.wav", chime().samples, RATE)]
    for name, clip in file.clips.items():
        samples = _even(_trimmed(_spoken(file, clip.espeak)))
        made.append(_write(folder / f"{name}.wav", _thinned(samples), CLIP_RATE))
    return made


def _spoken(file: VoiceFile, text: str) -> array[int]:
    """What espeak-ng says, at `RATE`."""
    command = ["espeak-ng", "--stdin", "--stdout", "-v", file.espeak, "-s", str(file.words_per_minute)]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=30, check=False)  # noqa: S603 - no shell, the words are a voice file's
    if done.returncode != 0:
        raise SoundError(f"espeak-ng: {done.stderr.decode(errors='replace').strip()}")
    return read_wav(done.stdout).samples


def _trimmed(samples: array[int]) -> array[int]:
    loud = [index for index, value in enumerate(samples) if abs(value) > _FLOOR]
    if not loud:
        raise SoundError("espeak-ng said nothing")
    return samples[loud[0] : loud[-1] + 1]


def _even(samples: array[int]) -> array[int]:
    """All clips equally loud, soft at both ends."""
    rms = math.sqrt(sum(value * value for value in samples) / len(samples))
    gain = min(_RMS / rms, _PEAK / max(abs(value) for value in samples))
    last = len(samples) - 1
    return array(
        "h",
        (round(value * gain * min(1, at / _FADE, (last - at) / _FADE)) for at, value in enumerate(samples)),
    )


def _thinned(samples: array[int]) -> array[int]:
    """From `RATE` to `CLIP_RATE`: a windowed low-pass, so that nothing above half the new rate folds back."""
    cut = CLIP_RATE / RATE
    out = array("h")
    for index in range(len(samples) * CLIP_RATE // RATE):
        at = index * RATE / CLIP_RATE
        near = range(max(0, math.ceil(at) - _REACH), min(len(samples), math.floor(at) + _REACH + 1))
        weights = [_weight((place - at) * cut, (place - at) / (_REACH + 1)) for place in near]
        value = sum(weight * samples[place] for weight, place in zip(weights, near, strict=True))
        out.append(max(-32_768, min(32_767, round(value / sum(weights)))))
    return out


def _weight(turns: float, part: float) -> float:
    """A sinc under a Hann window."""
    sinc = 1.0 if turns == 0 else math.sin(math.pi * turns) / (math.pi * turns)
    return sinc * (0.5 + 0.5 * math.cos(math.pi * part))


def _write(path: Path, samples: array[int], rate: int) -> Path:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    path.write_bytes(out.getvalue())
    return path


def main(folders: Sequence[str]) -> int:
    """Make the clips of these folders; the exit status."""
    chosen = [Path(name) for name in folders] or sorted(path.parent for path in SOUNDS.glob(f"*/{FILE}"))
    for folder in chosen:
        try:
            made = make(folder)
        except (VoiceError, SoundError, OSError) as error:
            sys.stderr.write(f"{folder}: {error}\n")
            return 1
        size = sum(path.stat().st_size for path in made)
        sys.stdout.write(f"{folder}: {len(made)} WAV, {size // 1024} KiB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
