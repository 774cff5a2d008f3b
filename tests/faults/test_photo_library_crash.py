"""The hall's licensed photo library works, crashes, hangs or is not there: the card is read whatever it does."""

from __future__ import annotations

import asyncio
import shutil
import struct
import subprocess
import zlib

import pytest

from drivers.id_card.photo import HEIGHT, WIDTH, PhotoDecoder
from drivers.id_card.samv import SamvReader
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI, ZHANG_XIAOFAN
from drivers.types import Canceled, DeviceSpec
from tests.support.direct import TestContext, driven
from tests.support.supervised import Bench

SOURCE = """
#include <stdio.h>
#include <string.h>
#include <unistd.h>
typedef const unsigned char *coded;
int hall_photo_decode(coded in, int n, unsigned char *bgr, int size) {
    if (n != 1024 || size != 102 * 126 * 3) return 1;
    puts("a library that prints");
    fflush(stdout);
    for (int i = 0; i < size; i += 3) { bgr[i] = in[0]; bgr[i + 1] = in[1]; bgr[i + 2] = in[2]; }
    return 0;
}
int crashes(coded in, int n, unsigned char *bgr, int size) { return *(volatile int *)0; }
int hangs(coded in, int n, unsigned char *bgr, int size) { for (;;) sleep(60); }
int refuses(coded in, int n, unsigned char *bgr, int size) { return -1; }
int dies(coded in, int n, unsigned char *bgr, int size) { _exit(0); }
"""
WRONG = ("crashes", "hangs", "refuses", "dies", "is_not_there")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.fail("missing: apt install gcc (./install.sh test does)")
    folder = tmp_path_factory.mktemp("photo")
    (folder / "photo.c").write_text(SOURCE)
    built = folder / "libphoto.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", built, folder / "photo.c"], check=True)
    return str(built)


def pixels(png):
    """Size and rows of an 8-bit RGB picture without filters."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    size = struct.unpack(">I", png[33:37])[0]
    assert png[37:41] == b"IDAT"
    rows = zlib.decompress(png[41 : 41 + size])
    return width, height, [rows[at + 1 : at + 1 + 3 * width] for at in range(0, len(rows), 3 * width + 1)]


def test_a_photo_is_decoded_into_a_picture(library):
    with driven(PtyLine(SamvTwin()), SamvReader, {"photo_library": library}) as desk:
        assert desk.driver.start().parts["photo"] == "ok"
        desk.hand(desk.twin.place, LI_JINGYI)
        result = desk.do("read_card", photo=True).result
        width, height, rows = pixels(bytes.fromhex(result["photo_png_hex"]))
        assert (width, height, len(rows)) == (WIDTH, HEIGHT, HEIGHT)
        blue, green, red = LI_JINGYI.photo[:3]
        assert rows[0][:3] == rows[-1][-3:] == bytes((red, green, blue))
        assert result["photo_hex"] == LI_JINGYI.photo.hex()


def test_nobody_asked_no_picture(library):
    with driven(PtyLine(SamvTwin()), SamvReader, {"photo_library": library}) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        assert not {"photo_hex", "photo_png_hex"} & set(desk.do("read_card").result)


@pytest.mark.parametrize("symbol", WRONG)
def test_a_library_that_fails_costs_the_picture_and_never_the_card(library, symbol):
    options = {"photo_library": f"{library}:{symbol}"}
    with driven(PtyLine(SamvTwin()), SamvReader, options) as desk:
        for card in (LI_JINGYI, ZHANG_XIAOFAN):
            desk.hand(desk.twin.place, card)
            done = desk.do("read_card", photo=True, timeout_ms=15_000)
            assert done.result["fields"]["name"] == card.fields["name"]
            assert "photo_png_hex" not in done.result
            assert desk.driver.idle().parts["photo"] == "failed"


def test_a_library_that_is_not_there_costs_the_picture_only(tmp_path):
    decoder = PhotoDecoder(str(tmp_path / "none.so"), TestContext())
    assert decoder.state == "ok"
    assert decoder.decode(bytes(1024)) == b""
    assert decoder.state == "failed"


def test_a_picture_that_hangs_can_be_given_up(library):
    context = TestContext()
    context.give_up = True
    with pytest.raises(Canceled):
        PhotoDecoder(f"{library}:hangs", context).decode(bytes(1024))


def test_a_crash_of_the_library_ends_neither_the_reader_nor_its_process(library, tmp_path):
    line = PtyLine(SamvTwin(), tmp_path / "reader")
    options = {"poll_ms": 300, "photo_library": f"{library}:crashes"}
    reader = DeviceSpec(
        "id_card", "id_card", "drivers.id_card.samv:SamvReader", line.port, {"baud": 115200}, options
    )

    async def day():
        async with Bench([reader]) as bench:
            await bench.online("id_card")
            line.act(lambda: line.machine.place(LI_JINGYI))
            done = await bench.run("id_card", "read_card", photo=True)
            assert done.result["fields"]["name"] == "李静怡"
            assert bench.supervisor.status("id_card").counters["resets"] == 0

    with line:
        asyncio.run(day())
