"""The second engine in its own process: right when it works, harmless when it does not."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing

import numpy as np
import pytest

from drivers.code_reader.found import HALL, Symbology
from drivers.code_reader.reader import Effort, PictureReader
from drivers.code_reader.zbar import Zbar
from tests.support.codes import bars, qr


@pytest.fixture
def zbar():
    with closing(Zbar(deadline_ms=10_000)) as zbar:
        yield zbar


def test_bytes_come_out_as_they_were_printed(zbar):
    rng = np.random.default_rng(1)
    for size in (1, 30, 250):
        data = bytes(rng.integers(128, 256, size, np.uint8))
        assert [one.data for one in zbar.read(qr(data), HALL)] == [data]
    text = "云溪县王䶮".encode("gb18030")
    assert [(one.data, one.charset) for one in zbar.read(qr(text), HALL)] == [(text, "gb18030")]


def test_bar_codes_have_their_kind_and_place(zbar):
    picture = bars("EAN13", "6901234567892")
    (code,) = zbar.read(picture, HALL)
    assert (code.symbology, code.data) == (Symbology.EAN13, b"6901234567892")
    assert all(0 <= x <= picture.shape[1] and 0 <= y <= picture.shape[0] for x, y in code.corners)


def test_only_the_wanted_kinds(zbar):
    assert zbar.read(qr("one"), frozenset({Symbology.EAN13})) == []
    assert zbar.read(qr("one"), frozenset({Symbology.PDF417})) == []
    assert len(zbar.read(qr("one"), frozenset({Symbology.QR}))) == 1


def test_pictures_of_different_sizes_one_after_the_other(zbar):
    for scale in (9, 2, 14, 3):
        assert [one.data for one in zbar.read(qr("one", scale), HALL)] == [b"one"]


def test_a_killed_child_is_replaced(zbar):
    assert zbar.read(qr("one"), HALL)
    os.kill(zbar._child._process.pid, signal.SIGKILL)
    zbar._child._process.wait(10)
    assert zbar.read(qr("one"), HALL) == []
    assert zbar.usable
    assert [one.data for one in zbar.read(qr("two"), HALL)] == [b"two"]


def test_a_child_that_hangs_costs_its_deadline_and_no_more(zbar):
    assert zbar.read(qr("one"), HALL)
    zbar._deadline_ms = 300
    os.kill(zbar._child._process.pid, signal.SIGSTOP)
    stopped = zbar._child._process.pid
    start = time.monotonic()
    assert zbar.read(qr("one"), HALL) == []
    assert time.monotonic() - start < 5
    with pytest.raises(ProcessLookupError):
        os.kill(stopped, 0)
    zbar._deadline_ms = 10_000
    assert zbar.read(qr("one"), HALL)


@pytest.mark.parametrize("how", ["crash", "nonsense", "endless", "ends"])
def test_a_child_that_misbehaves_is_left_alone_after_three_times(how, monkeypatch, tmp_path):
    monkeypatch.setenv("CHILD", how)
    with closing(Zbar(deadline_ms=10_000, module="tests.unit.drivers.code_reader.children")) as zbar:
        for _ in range(3):
            assert zbar.usable
            assert zbar.read(qr("one"), HALL) == []
        assert not zbar.usable
        assert zbar.read(qr("one"), HALL) == []
        assert zbar._child is None


def test_without_it_the_first_engine_reads_on():
    with closing(Zbar(deadline_ms=10_000, module="no.such.module")) as zbar:
        codes = PictureReader(zbar).read(qr("one"), effort=Effort.THOROUGH)
        assert [code.text for code in codes] == ["one"]
        for _ in range(3):
            assert PictureReader(zbar).read(np.full((60, 60), 200, np.uint8)) == []
