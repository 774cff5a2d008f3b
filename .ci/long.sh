#!/bin/bash
# What takes an hour or so: 100,000 malformed frames and more per byte protocol, every program killed 52 times, and a
# day of a large hall.
# A line for each part and the time of all; goes on after a failure and says so at the end. Arguments go to pytest.
set -uo pipefail

cd "$(dirname "$(readlink -f "$0")")/.." || exit 2
readonly PYTHON=.venv/bin/python
"$PYTHON" -c 'import pytest, hypothesis' 2>/dev/null || {
    echo "long: first ./install.sh test tests/rules: it brings pytest" >&2
    exit 2
}
readonly FRAMES=${FRAMES:-100000}
failed=()

part() { # title, command…
    local title=$1 began=$SECONDS
    shift
    echo "long: $title"
    if "$@"; then
        echo "long: $title: good, $((SECONDS - began)) s"
    else
        echo "long: $title: FAILED (exit $?), $((SECONDS - began)) s" >&2
        failed+=("$title")
    fi
}

part "malformed frames, $FRAMES per protocol" "$PYTHON" -m tests.wires.fuzz "$FRAMES"
mapfile -t files < <(grep -l 'mark\.long' tests/journeys/test_*.py tests/hall/test_*.py)
for file in "${files[@]}"; do
    part "$file" "$PYTHON" -m pytest -q -m long "$file" "$@"
done
part "a large hall's day" "$PYTHON" -m bench.day
echo "long: all in $((SECONDS / 60)) min $((SECONDS % 60)) s, ${#failed[@]} failed"
[[ ${#failed[@]} -eq 0 ]]
