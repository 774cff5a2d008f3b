"""docs/api/README.md, line by line, with the real curl against a fresh `hallkit server`; and the OpenAPI file."""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from hall.server.document import document
from tests.rules.tree import ROOT
from tests.unit.cli.running import HALLKIT

PAGE = (ROOT / "docs" / "api" / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def server(tmp_path):
    """The page's first command, on a free port."""
    command = re.search(r"^\$ (hallkit server .*) &$", PAGE, re.MULTILINE)[1]
    words = [
        tmp_path / "hall" if w == "hall" else "0" if w == "8710" else w for w in shlex.split(command)[1:]
    ]
    process = subprocess.Popen([HALLKIT, *words], stdout=subprocess.PIPE, text=True)
    found = re.search(r"http://\S+", process.stdout.readline())
    yield f"{found[0]}/v1"
    process.terminate()
    assert process.wait(20) == 0
    process.stdout.close()


def blocks():
    """Commands with the answer shown after each group; "" when none is shown."""
    groups = []
    for kind, text in re.findall(r"```(json)?\n(.*?)```", PAGE, re.DOTALL):
        if text.startswith("$"):
            groups.append((re.findall(r"^\$ (curl .*|hallkit server token .*)$", text, re.MULTILINE), []))
        elif groups:
            groups[-1][1].append((kind, text))
    return [group for group in groups if group[0]]


def contains(found, shown):
    """Whether everything that the page shows is in the answer."""
    if isinstance(shown, dict):
        return isinstance(found, dict) and all(k in found and contains(found[k], v) for k, v in shown.items())
    if isinstance(shown, list):
        return len(found) == len(shown) and all(map(contains, found, shown))
    return found == shown


def test_the_page_is_true(server, tmp_path):
    """Its commands as a shell runs them, where the server was started."""
    assert shutil.which("curl"), "apt install curl"
    assert len(blocks()) > 13
    around = {**os.environ, "HALL": server, "PATH": f"{Path(HALLKIT).parent}:{os.environ['PATH']}"}
    for commands, shown in blocks():
        for command in commands:
            words = ["/bin/sh", "-c", command]
            done = subprocess.run(
                words, capture_output=True, text=True, timeout=30, check=False, cwd=tmp_path, env=around
            )
            assert done.returncode in (0, 28), (command, done.stderr)
        for kind, text in shown:
            if kind == "json":
                assert contains(json.loads(done.stdout), json.loads(text)), (command, done.stdout)
            else:
                for line in text.strip().splitlines():
                    for part in re.split(" … ", line):
                        assert part in done.stdout, (part, done.stdout)


def test_the_openapi_file_is_fresh():
    on_disk = (ROOT / "docs" / "api" / "openapi.json").read_text(encoding="utf-8")
    assert on_disk == document(), "stale: python -m hall.server.document > docs/api/openapi.json"
