"""Whole dialogues of every driver with its twin, on a wire that spoils, delays and drops the answers.

What a driver calls done must be the truth, or stand in the bytes that came: whole and with its check. A check byte
that fits by chance is no mistake of a driver; believing bytes that never came is.
"""

from __future__ import annotations

import json
import re
from functools import reduce
from importlib import import_module
from operator import xor

from drivers.auxiliary import modbus
from drivers.health import Deadlines
from drivers.id_card.reading import IMAGE_BYTES, open_image
from drivers.keypad.table import CALLS, LEVELS, read_table
from drivers.kit.built_in import STANDS
from drivers.kit.offer import Trial
from drivers.sign import bx
from drivers.sim.twins import TWINS, WIRES
from drivers.table.reading import Reader
from drivers.table.template import Template
from drivers.types import Canceled, Command, CompletionCode
from hall.settings import load_profile
from tests.wires.fuzzing import LyingWire, Moment

_SAMV = bytes.fromhex("AA AA AA 96 69")
_TIMEOUT_MS = 6_000
_OPTIONS = {name: load_profile(name).options for name in ("hallkit-pad", "text-sign", "modbus-io")}
_PAD = read_table(Reader(_OPTIONS["hallkit-pad"]), LEVELS)
_KEYS = {"press", "long"}
_ACK = Template(_OPTIONS["text-sign"]["reply"]["ack"]).build({"addr": _OPTIONS["text-sign"]["address"]})
_INPUTS = {
    modbus.pack(_OPTIONS["modbus-io"]["unit"], bytes([2, 1, byte]), "rtu"): byte for byte in range(256)
}
_CUT = Trial("cut", effects=STANDS["escpos-80"].trial.effects)
"""The same dialogue as a form's, a hundred times quicker to print."""


def places(stream, head):
    """Where `head` begins in the stream, every time."""
    at = stream.find(head)
    while at >= 0:
        yield at
        at = stream.find(head, at + 1)


def samv_bodies(said):
    """What stands in whole frames, SW1 SW2 SW3 first."""
    for at in places(said, _SAMV):
        length = int.from_bytes(said[at + 5 : at + 7], "big")
        counted = said[at + 5 : at + 7 + length]
        if len(counted) == length + 2 and length > 3 and reduce(xor, counted) == 0:
            yield counted[2:-1]


def multi_bodies(said):
    """What stands in whole frames after the two status bytes."""
    for at in places(said, b"\x02"):
        length = int.from_bytes(said[at + 1 : at + 3], "big")
        body, end = said[at + 3 : at + 3 + length], said[at + 3 + length : at + 5 + length]
        if length > 2 and len(end) == 2 and end[1] == 3 and reduce(xor, body) == end[0]:
            yield body[2:]


def card(bodies):
    """A card that was read stands in one whole frame."""

    def proof(said, result):
        fields = dict(result["fields"])
        fields.pop("new_address", None)
        assert any(fields == _fields(body[-IMAGE_BYTES:]) for body in bodies(said))

    return proof


def _fields(image):
    try:
        return dict(open_image(image)[0].fields)
    except ValueError:
        return None


def scanned(said, result):
    """A code ends in CR or LF and has none in it; nothing but an end, or the beginning, lies before it."""
    data = bytes.fromhex(result["bytes_hex"])
    assert data in [part for part in said.replace(b"\n", b"\r").split(b"\r")[:-1] if part]


def typed(said, result):
    """Keys were pressed for it, Enter among them."""
    presses = [
        said[at + 2 : at + 4] for at in places(said, b"\x01\x00") if said[at + 4 : at + 8] == b"\x01\0\0\0"
    ]
    assert b"\x1c\x00" in presses or b"\x60\x00" in presses
    assert result["length"] < len(presses)


def pressed(said, result):
    """A frame of the pad's table says that key."""
    (key,) = [code for code, level in _PAD.keys.items() if level == str(result["level"])]
    frames = [
        _PAD.heard[name].build({"addr": _PAD.address, "key": key}) for name in _PAD.heard if name in _KEYS
    ]
    assert any(frame in said for frame in frames)


def confirmed(said, result):
    """5A A5 address 06 any 00 check."""
    del result
    found = [said[at : at + 7] for at in places(said, b"\x5a\xa5\x01\x06")]
    assert any(len(each) == 7 and each[5] == 0 and reduce(xor, each[2:]) == 0 for each in found)


def json_line(fits):
    """A line of JSON that fits is in the stream, whole; before it on its line may stand what was cut off earlier."""

    def proof(said, result):
        lines = said.split(b"\n")[:-1]
        found = [_object(line[at:]) for line in lines for at in places(line, b"{")]
        assert any(fits(each, result) for each in found if each is not None)

    return proof


def _object(line):
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def printed(said, result):
    """The printer answered behind the cut, and then said four times that all is well."""
    del result
    end = min(at for at, byte in enumerate(said) if byte & 0xF0 == 0)
    assert sum(byte & 0x93 == 0x12 for byte in said[end:]) >= 4


def door_8a(said, result):
    """80 board door 11 BCC: the sensor said open."""
    assert Template("80 01 {door} 11 {xor}").build({"door": result["door"]}) in said


def door_winnsen(said, result):
    """90 07 92 board door 01 03: the sensor said open."""
    assert bytes([0x90, 7, 0x92, 0, result["door"], 1, 3]) in said


def bx_acked(said, result):
    """A packet whose check is right."""
    del result
    assert bx.Unpacker().feed(said)


def text_acked(said, result):
    """The acknowledgement of the table."""
    del result
    assert _ACK in said


def inputs_read(said, result):
    """An answer with a right CRC from which each input follows."""
    inputs, inverted = _OPTIONS["modbus-io"]["inputs"], _OPTIONS["modbus-io"].get("inverted", {})
    found = [
        {name: bool(byte >> at & 1) != (name in inverted) for name, at in inputs.items()}
        for frame, byte in _INPUTS.items()
        if frame in said
    ]
    assert result["inputs"] in found


def power(said, result):
    """The words are a line of the list, and the list came to its end."""
    lines = re.sub(r"\\(.)", r"\1", said.decode("utf-8", "replace"))
    assert f'VAR ups ups.status "{result["words"]}"\n' in lines
    assert "END LIST VAR ups\n" in lines
    assert result["power"] in {"mains", "battery"}


PROOFS = {
    "samv": card(samv_bodies),
    "multi-in-one": card(multi_bodies),
    "serial-scanner": scanned,
    "wedge-scanner": typed,
    "escpos-80": printed,
    "hallkit-pad": pressed,
    "hallkit-pad-net": json_line(lambda each, result: each.get("rated") == result["level"]),
    "hallkit-caller": confirmed,
    "hallkit-punch": json_line(lambda each, result: result["badge"] in str(each).upper()),
    "locker-8a": door_8a,
    "locker-winnsen": door_winnsen,
    "onbon-bx": bx_acked,
    "text-sign": text_acked,
    "modbus-io": inputs_read,
    "nut-ups": power,
}
_CALLS = read_table(Reader(load_profile("hallkit-caller").options), CALLS)


def called(heard, data):
    """A frame of the box's table says that key, short or long."""
    (key,) = [code for code, meaning in _CALLS.keys.items() if meaning == data["key"]]
    frames = [_CALLS.heard[name].build({"addr": data["address"], "key": key}) for name in _KEYS]
    assert any(frame in heard for frame in frames)


EVENTS = {"keyPressed": lambda heard, data: "level" in data or called(heard, data), "longPress": called}
"""What is told unasked stands in the bytes that came, too; a level's key is proved with its rating."""


def believed(events, heard):
    """Every event that says what somebody did is proved."""
    for event in events:
        if event.kind in EVENTS:
            EVENTS[event.kind](heard, event.data)


def nobody(machine):
    """Nobody touches the device."""


UNASKED = {"hallkit-caller": lambda machine: machine.press("next")}
"""What people do at a device while it is not asked."""
KNOWN_CODES = frozenset(CompletionCode)


def dialogue(name):
    """Start, the profile's own trial and a look, again and again, the end: on a wire that lies."""
    profile, stand = load_profile(name), STANDS[name]
    module, _, cls = profile.driver.partition(":")
    driver_class = getattr(import_module(module), cls)
    options = {**profile.options, **stand.options}
    rounds = 12 if stand.trial.op == "print_form" else 2

    def once(dice):
        moment, machine = Moment(), TWINS[name].machine()
        machine.power_on()
        wire = LyingWire(machine, moment, dice, dice.choice([0.1, 0.3, 0.8]))
        driver = driver_class(wire, options, moment)
        driver.start()
        for _ in range(rounds):
            trial(dice, driver, wire, moment)
            wire.hand(UNASKED.get(name, nobody))
            driver.idle()
        driver.stop()
        believed(moment.events, wire.heard)

    def trial(dice, driver, wire, moment):
        wire.begin()
        asked = stand.trial if stand.trial.op != "print_form" or dice.random() < 0.01 else _CUT
        moment.on_event = lambda event: wire.hand(asked.hand) if event.kind == asked.prompt else None
        if not asked.waits:
            asked.hand(wire.machine)
        elif not asked.prompt:
            wire.soon(asked.hand)
        before = asked.effects(wire.machine) if asked.effects else 0
        moment.cancel_ms = moment.ms + _TIMEOUT_MS
        killed_ms = moment.cancel_ms + Deadlines().grace_ms
        try:
            done = driver.perform(Command("c", asked.op, asked.args, _TIMEOUT_MS))
        except Canceled:
            return
        finally:
            moment.cancel_ms = None
            assert moment.ms <= killed_ms, "the supervisor would have killed it"
        assert done.code in KNOWN_CODES
        if not done.done:
            assert done.error
            return
        assert not asked.effects or asked.effects(wire.machine) > before, "done, and nothing happened"
        if name in PROOFS:
            PROOFS[name](wire.said, done.result)

    return once


_SAME = {"escpos-80-nostatus", "escpos-58"}
"""A printer wired one way hears nothing, and a narrow one says nothing else."""
PROTOCOLS = {
    f"{name}, dialogue": dialogue(name)
    for name in STANDS
    if name not in _SAME and TWINS[name].carrier in WIRES
}
