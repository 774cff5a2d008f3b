"""`hallkit device identify`: the device that was unplugged is named so that a hall file finds it again."""

import json
from argparse import Namespace

import pytest

from hall.cli.exits import Exit
from hall.cli.identify import port_note, run
from hall.cli.language import Say
from tests.support.sysfs import KEYS_OF_A_KEYBOARD, Computer
from tests.unit.cli.running import hallkit, told

SAY = Say("en")


@pytest.fixture
def computer(tmp_path):
    made = Computer(tmp_path)
    made.plug("1", "ttyUSB0")
    made.plug("2", "ttyUSB1")
    made.plug("3", "ttyUSB2", serial="A1")
    return made


def pulling(computer, *sockets):
    """A way to wait in which somebody unplugs one device after the other."""
    left = list(sockets)

    def wait(_seconds):
        if left:
            computer.unplug(left.pop(0))

    return wait


def answer(capsys, computer, *sockets, as_json=True):
    chosen = Namespace(json=as_json, timeout=2.0)
    code = run(chosen, SAY, computer.places, pulling(computer, *sockets))
    said = capsys.readouterr()
    return code, json.loads(said.out) if as_json else said.out, said.err


def test_one_of_two_alike_is_named_by_its_socket(capsys, computer):
    code, said, _ = answer(capsys, computer, "2")
    assert code == Exit.DONE
    assert [one["port"] for one in said["gone"]] == ["path:pci-0000:00:14.0-usb-0:2:1.0-port0"]
    assert [one["today"].rpartition("/")[2] for one in said["present"]] == ["ttyUSB0", "ttyUSB1", "ttyUSB2"]


def test_people_are_told_what_to_write(capsys, computer):
    code, said, told_people = answer(capsys, computer, "3", as_json=False)
    assert code == Exit.DONE
    assert 'port = "usb:1a86:7523:A1"' in said
    assert "now unplug the one in question" in told_people
    assert "ttyUSB0" in told_people


def test_a_keyboard_scanner_comes_with_its_udev_rule(capsys, computer):
    computer.plug("5", "input/event3", ids="05e0:1200", kind="input", keys=KEYS_OF_A_KEYBOARD)
    code, said, _ = answer(capsys, computer, "5", as_json=False)
    assert code == Exit.DONE
    assert 'port = "evdev:usb:05e0:1200"' in said
    assert 'ATTRS{idVendor}=="05e0"' in said
    assert "no serial number" in said


def test_a_device_with_several_files_is_one_device(capsys, computer):
    computer.plug("6", "ttyACM0", ids="0416:5011", serial="P")
    computer.plug("6", "usb/lp0", ids="0416:5011", serial="P", kind="usbmisc")
    code, said, _ = answer(capsys, computer, "6")
    assert code == Exit.DONE
    assert len(said["gone"]) == 2


def test_two_pulled_at_once_is_no_answer(capsys, computer):
    code, said, _ = answer(capsys, computer, "1", "2")
    assert (code, said["ok"]) == (Exit.BAD_INPUT, False)


def test_nobody_unplugs_anything(capsys, computer):
    code, said, _ = answer(capsys, computer)
    assert (code, said["ok"], said["gone"]) == (Exit.TIME_OUT, False, [])


def test_a_computer_without_usb_devices(capsys, tmp_path):
    (tmp_path / "empty").mkdir()
    code, said, told_people = answer(capsys, Computer(tmp_path / "empty"))
    assert (code, said["error"]) == (Exit.NO_DEVICE, "bus.notFound")
    assert "/dev/ttyS0" in told_people


def test_the_command_itself_gives_one_object():
    ended = hallkit("device", "identify", "--json", "--timeout", "0.2")
    assert ended.returncode in {Exit.NO_DEVICE, Exit.TIME_OUT}
    assert told(ended)["ok"] is False


def test_a_name_that_changes_is_answered_with_the_one_that_lasts(computer):
    zh, en = port_note("/dev/ttyUSB2", computer.places)
    assert "write usb:1a86:7523:A1" in en
    assert "写 usb:1a86:7523:A1" in zh
    assert "hallkit device identify" in port_note("/dev/ttyUSB9", computer.places)[1]
    assert port_note("/dev/ttyS0", computer.places) == ("", "")
