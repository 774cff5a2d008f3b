"""`hallkit` as a person runs it: real processes, real ports."""

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

HALLKIT = Path(sys.executable).parent / "hallkit"
LIMIT_S = 60


def hallkit(*words, stdin=""):
    """Run one command to its end."""
    return subprocess.run(
        [HALLKIT, "--lang", "zh", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def told(ended):
    """The one JSON object on stdout."""
    assert ended.stdout.count("\n") == 1, ended.stdout
    return json.loads(ended.stdout)


@contextmanager
def twin(*words):
    """A running twin; gives its port and a way to speak to it."""
    process = subprocess.Popen(
        [HALLKIT, "--lang", "en", "twin", *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        port = process.stdout.readline().strip()
        assert port, process.stderr.read()

        def say(line):
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
            return process.stderr.readline().strip()

        yield port, say
    finally:
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0, rest
    assert "Traceback" not in rest
