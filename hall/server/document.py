"""The server's API as OpenAPI: `python -m hall.server.document > docs/api/openapi.json`."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from hall.domain.clock import SystemClock
from hall.server.app import create_app
from hall.settings import CONFIG, load


def document() -> str:
    """The document of a hall with any settings: paths and messages are the same for all."""
    with tempfile.TemporaryDirectory(prefix="hallkit-openapi-") as folder:
        app = create_app(load(CONFIG / "halls" / "demo.toml"), Path(folder) / "hall", SystemClock())
        try:
            return json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n"
        finally:
            app.state.store.close()


if __name__ == "__main__":
    sys.stdout.write(document())
