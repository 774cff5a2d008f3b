"""What `hallkit server` runs: logging to stderr, one line that says where it listens, an exit status."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from hall.domain.clock import SystemClock
from hall.server.app import serve
from hall.server.store.engine import StoreError
from hall.settings import Settings

_BAD_INPUT = 2


def run(settings: Settings, data: Path, host: str, port: int) -> int:
    """Serve until SIGTERM or Ctrl-C. Returns 0, or 2 when the folder or the address cannot be used."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    shown = f"[{host}]" if ":" in host else host

    def ready(bound: int) -> None:
        _say(f"hallkit server: http://{shown}:{bound} ({settings.hall.name.zh})")

    try:
        serve(settings, data, host, port, SystemClock(), ready)
    except StoreError as error:
        return _refuse(str(error))
    except OSError as error:
        why = os.strerror(error.errno or 0)
        return _refuse(
            f"无法使用 {shown}:{port} 或 {data}({why})。请换端口或检查目录权限。"
            f" / Cannot use {shown}:{port} or {data} ({why}): take another port or mend the folder's rights."
        )
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _refuse(text: str) -> int:
    sys.stderr.write(text + "\n")
    return _BAD_INPUT
