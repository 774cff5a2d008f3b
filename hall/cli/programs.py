"""The commands that run a whole program: server, terminal, dispenser, display, demo."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from hall.cli.language import Say
from hall.cli.output import tell
from hall.settings import CONFIG, Settings, SettingsError, Unit, load

Corner = tuple[int, int]
"""Where a window's upper left stands on the screen, in pixels."""


def server(chosen: Namespace, say: Say) -> int:
    """Run the hall's server; the first start makes a hall file to begin with. Raises `SettingsError`."""
    from hall.server.main import run  # noqa: PLC0415 - only who runs the server waits for FastAPI

    try:
        if not chosen.restored:
            chosen.data.mkdir(parents=True, exist_ok=True)
        path = chosen.hall or _own_hall_file(chosen.data, say, make=not chosen.restored)
    except OSError as error:
        raise SettingsError(f"{chosen.data}: 写不了 | cannot be written: {error.strerror}") from error
    return run(load(path), chosen.data, chosen.host, chosen.port, restored=chosen.restored)


def _own_hall_file(data: Path, say: Say, *, make: bool) -> Path:
    """The hall file of the data folder. A restored folder has its own: inventing a hall would hide its loss."""
    path = data / "hall.toml"
    if make and not path.exists():
        half = path.with_suffix(".part")
        shutil.copyfile(CONFIG / "halls" / "demo.toml", half)
        half.replace(path)
        zh = f"已生成 {path}(一座虚构的大厅),改成自己的名称、业务和端口再启动一次"
        tell(say(zh, f"made {path} (an invented hall): make it yours and start again"))
    return path


def unit(chosen: Namespace, _say: Say) -> int:
    """Run one screen program of the hall file. Raises `SettingsError`."""
    settings = load(chosen.hall)
    which = pick(settings, chosen.role, chosen.unit)
    data = chosen.data or chosen.hall.parent / "data" / which.id
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{data}: 写不了 | cannot be written: {error.strerror}") from error
    hand = str(chosen.hand) if chosen.hand else None
    if chosen.place is None:
        return _main(chosen.role)(settings, which, data, hand, not chosen.windowed, None)
    x, y, width, height = chosen.place
    return _main(chosen.role)(settings, scaled(which, width, height), data, hand, False, (x, y))  # noqa: FBT003 - the programs' common signature


def scaled(unit: Unit, width: int, height: int) -> Unit:
    """The same panel, its millimetres drawn with other pixels."""
    screen = unit.screen.model_copy(update={"width_px": width, "height_px": height})
    return unit.model_copy(update={"screen": screen})


def _main(role: str) -> Callable[[Settings, Unit, Path, str | None, bool, Corner | None], int]:
    """The program of a role; only the one that runs is imported."""
    if role == "display":
        from queue_display.app import main as display  # noqa: PLC0415

        return display
    from kiosk.app import main as kiosk  # noqa: PLC0415

    return kiosk


def pick(settings: Settings, role: str, wanted: str | None) -> Unit:
    """The unit meant. Raises `SettingsError` that names those one can choose."""
    units = [unit for unit in settings.units if unit.role == role]
    names = ", ".join(unit.id for unit in units) or "-"
    if wanted is None and len(units) == 1:
        return units[0]
    for unit in units:
        if unit.id == wanted:
            return unit
    if wanted is None:
        raise SettingsError(f"要用 --unit 写明哪一台 {role}:{names} | say which {role} with --unit: {names}")
    raise SettingsError(
        f"没有叫 {wanted} 的 {role},有:{names} | no {role} named {wanted}; there are: {names}"
    )


def demo(chosen: Namespace, say: Say) -> int:
    """Show the whole hall."""
    from hall.demo.main import run  # noqa: PLC0415 - only the demo needs all of it

    status: int = run(headless=chosen.headless, output=chosen.output, language=say.language)
    return status
