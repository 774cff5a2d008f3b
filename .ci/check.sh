#!/bin/bash
# Every check and test, in order of cost; stops at the first that fails. Arguments go to pytest.
set -euo pipefail

cd "$(dirname "$(readlink -f "$0")")/.."
export PATH=$PWD/.venv/bin:$PATH
unset PYTHONDONTWRITEBYTECODE # the tests start hundreds of programs: each would compile the whole project anew
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
readonly LIMIT_S=1500

step() { # title, command…
    local title=$1
    shift
    echo "check: $title"
    "$@" || {
        local status=$?
        echo "check: $title FAILED (exit $status)" >&2
        exit "$status"
    }
}

step "ruff check" ruff check -q .
step "ruff format" ruff format --check -q .
mypy --no-error-summary & # takes one core a minute, and the next steps the other
types=$!
step "import-linter" lint-imports --no-cache
step "qmllint" .ci/qmllint.sh
step "shellcheck" shellcheck install.sh .ci/run .ci/*.sh
step "mypy --strict" wait "$types"
step "pytest (at most $((LIMIT_S / 60)) min)" timeout --kill-after=10 "$LIMIT_S" python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder -m "not long" "$@"
