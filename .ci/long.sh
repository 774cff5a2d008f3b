#!/bin/bash
# The tests that take minutes: every program killed at random moments, 52 times. Arguments go to pytest.
set -euo pipefail

cd "$(dirname "$(readlink -f "$0")")/.."
exec .venv/bin/python -m pytest -q -m long tests/journeys "$@"
