"""A server keeps to one core, and two of them to two."""

import os
import subprocess
import sys

import pytest

from hall.server.cores import one_core

SAY = "import os; from hall.server.cores import one_core\nwith one_core(): print(*os.sched_getaffinity(0))"


def cores_of_another():
    said = subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, check=True)
    return {int(word) for word in said.stdout.split()}


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="a machine with one core")
def test_two_servers_are_on_two_cores_and_leave_them_again():
    before = os.sched_getaffinity(0)
    with one_core() as mine:
        there = os.sched_getaffinity(0)
    assert there == (before if mine is None else {mine})
    assert os.sched_getaffinity(0) == before
    with one_core() as mine:
        if mine is not None:
            os.sched_setaffinity(0, before)
            others = cores_of_another()
            assert mine not in others or others == before
