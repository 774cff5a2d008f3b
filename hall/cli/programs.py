"""The commands that run a whole program: server, terminal, dispenser, display, demo."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from hall.cli.language import Say
from hall.cli.output import tell
from hall.cli.parsing import InputError
from hall.demo.screen import Lack, ScreenError, check
from hall.settings import CONFIG, Settings, SettingsError, Unit, load

Corner = tuple[int, int]
"""Where a window's upper left stands on the screen, in pixels."""


def server(chosen: Namespace, say: Say) -> int:
    """Run the hall's server; the first start makes a hall file to begin with. Raises `SettingsError`."""
    from hall.server.main import listen, reach, run, url  # noqa: PLC0415 - only who runs the server waits for FastAPI

    with listen(chosen.host, chosen.port) as listener:
        reached = url(_NEAR.get(chosen.host, chosen.host), listener.getsockname()[1])
        if chosen.database:
            reach(chosen.database)
        try:
            if not chosen.restored:
                chosen.data.mkdir(parents=True, exist_ok=True)
            path = chosen.hall or _own_hall_file(chosen.data, reached, say, make=not chosen.restored)
        except OSError as error:
            raise SettingsError(f"{chosen.data}: 写不了 | cannot be written: {error.strerror}") from error
        return run(
            load(path),
            chosen.data,
            listener,
            chosen.host,
            database=chosen.database,
            restored=chosen.restored,
        )


_NEAR = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound
"""How this machine reaches a server that listens on every address."""


def _own_hall_file(data: Path, reached: str, say: Say, *, make: bool) -> Path:
    """The hall file of the data folder. A restored folder has its own: inventing a hall would hide its loss.

    `reached`: the server's address, for units on this machine.
    """
    path = data / "hall.toml"
    if make and not path.exists():
        text = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
        half = path.with_suffix(".part")
        half.write_text(text.replace(_INVENTED, reached), encoding="utf-8")
        half.replace(path)
        zh = f"已生成 {path}，现在按这座虚构的大厅服务；改成自己的名称、业务和机器后，停下服务器再启动才生效"
        en = (
            f"made {path}; this invented hall is served now: make it yours, then stop the server and start it"
        )
        tell(say(zh, en))
    return path


_INVENTED = "http://127.0.0.1:8710"
"""The server's address in the hall that comes with the product."""


def unit(chosen: Namespace, say: Say) -> int:
    """Run one screen program of the hall file. Raises `SettingsError`; `InputError` where no window opens."""
    settings, which, data = _whose(chosen)
    _need_screen(say)
    hand = str(chosen.hand) if chosen.hand else None
    if chosen.place is None:
        return _main(chosen.role)(settings, which, data, hand, not chosen.windowed, None, chosen.token)
    x, y, width, height = chosen.place
    shown = scaled(which, width, height)
    return _main(chosen.role)(settings, shown, data, hand, False, (x, y), chosen.token)  # noqa: FBT003 - the programs' common signature


def window(chosen: Namespace, say: Say) -> int:  # noqa: ARG001 - as every command
    """Run one window unit of the hall file; it has no screen. Raises `SettingsError`."""
    from kiosk.window.program import main  # noqa: PLC0415 - only who runs it waits for it

    settings, which, data = _whose(chosen)
    return main(settings, which, data, chosen.token)


def _whose(chosen: Namespace) -> tuple[Settings, Unit, Path]:
    """The hall, the unit of it that was asked for, and its folder. Raises `SettingsError`."""
    settings = load(chosen.hall)
    which = pick(settings, chosen.role, chosen.unit)
    data = chosen.data or chosen.hall.parent / "data" / which.id
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{data}: 写不了 | cannot be written: {error.strerror}") from error
    return settings, which, data


def _need_screen(say: Say) -> None:
    """Qt would abort with words for programmers. Raises `InputError`."""
    try:
        check()
    except ScreenError as error:
        zh, en = _NO_WINDOW[error.lack]
        text = say(zh, en).format(detail=error.detail, display=os.environ.get("DISPLAY", ""))
        raise InputError("config.invalid", text) from error


_NO_WINDOW = {
    Lack.NO_SCREEN: (
        "这里没有屏幕：请在图形桌面里启动，或设好 DISPLAY(如 DISPLAY=:0)；只做测试用 QT_QPA_PLATFORM=offscreen",
        (
            "no screen here: start it in a graphical session, or set DISPLAY (like DISPLAY=:0); "
            "for tests QT_QPA_PLATFORM=offscreen"
        ),
    ),
    Lack.LIBRARY: (
        "打不开窗口，缺少系统软件包：sudo apt install {detail}",
        "no window opens, Debian packages are missing: sudo apt install {detail}",
    ),
    Lack.REFUSED: (
        (
            "屏幕打不开(DISPLAY={display}):那里没有图形桌面，或不让本用户使用；请在图形桌面里启动，或改对 DISPLAY；"
            "只做测试用 QT_QPA_PLATFORM=offscreen({detail})"
        ),
        (
            "the screen cannot be opened (DISPLAY={display}): nobody serves it, or not this user; start it in a "
            "graphical session or correct DISPLAY; for tests QT_QPA_PLATFORM=offscreen ({detail})"
        ),
    ),
}


def scaled(unit: Unit, width: int, height: int) -> Unit:
    """The same panel, its millimetres drawn with other pixels."""
    screen = unit.screen.model_copy(update={"width_px": width, "height_px": height})
    return unit.model_copy(update={"screen": screen})


def _main(
    role: str,
) -> Callable[[Settings, Unit, Path, str | None, bool, Corner | None, Path | None], int]:
    """The program of a role; only the one that runs is imported."""
    if role == "display":
        from queue_display.app import main as display  # noqa: PLC0415

        return display
    if role == "pad":
        from kiosk.pad.app import main as pad  # noqa: PLC0415

        return pad
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
        raise SettingsError(f"要用 --unit 写明哪一台 {role}：{names} | say which {role} with --unit: {names}")
    raise SettingsError(
        f"没有叫 {wanted} 的 {role}，有：{names} | no {role} named {wanted}; there are: {names}"
    )


def demo(chosen: Namespace, say: Say) -> int:
    """Show the whole hall."""
    from hall.demo.main import run  # noqa: PLC0415 - only the demo needs all of it

    status: int = run(headless=chosen.headless, output=chosen.output, language=say.language)
    return status
