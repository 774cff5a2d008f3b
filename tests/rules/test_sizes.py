"""Nobody reads a file of a thousand lines."""

from tests.rules.tree import own_files, shown

LIMITS = {".py": 400, ".sh": 400, ".qml": 150}


def test_no_file_is_too_long():
    long = [
        f"{shown(path)}: {lines} lines, at most {LIMITS[path.suffix]}"
        for path in own_files()
        if path.suffix in LIMITS
        for lines in [len(path.read_text(encoding="utf-8").splitlines())]
        if lines > LIMITS[path.suffix]
    ]
    assert not long, "\n".join(long)
