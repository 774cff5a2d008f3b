"""A port means the same device after a reboot and another order of plugging in."""

import pytest

from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.line import PtyLine
from drivers.transport.base import WireError, WireReason
from drivers.transport.identity import instead_of, is_passing, node_of, present, resolve, stable_name
from drivers.transport.open import open_connection
from tests.support.sysfs import KEYS_OF_A_KEYBOARD, KEYS_OF_VOLUME, Computer

SOCKET_2 = "path:pci-0000:00:14.0-usb-0:2:1.0-port0"


@pytest.fixture
def computer(tmp_path):
    return Computer(tmp_path)


def node(computer, port):
    return node_of(port, computer.places).rpartition("/")[2]


def names(computer):
    known = present(computer.places)
    return [stable_name(one, known) for one in known]


def refused(computer, port):
    with pytest.raises(WireError) as error:
        node_of(port, computer.places)
    return error.value


def test_a_device_with_a_serial_number_is_found_wherever_it_is_plugged_in(computer):
    computer.plug("2", "ttyUSB0", serial="A1B2")
    assert names(computer) == ["usb:1a86:7523:A1B2"]
    computer.unplug("2")
    computer.plug("4.1", "ttyUSB7", serial="A1B2")
    assert node(computer, "usb:1a86:7523:A1B2") == "ttyUSB7"
    assert node(computer, "usb:1A86:7523") == "ttyUSB7"


def test_two_alike_are_told_apart_by_their_serial_numbers(computer):
    computer.plug("2", "ttyUSB0", serial="A1")
    computer.plug("3", "ttyUSB1", serial="B:2")
    assert names(computer) == ["usb:1a86:7523:A1", "usb:1a86:7523:B:2"]
    assert node(computer, "usb:1a86:7523:B:2") == "ttyUSB1"
    assert refused(computer, "usb:1a86:7523:C3").reason is WireReason.NOT_FOUND


def test_two_alike_without_serial_numbers_are_told_apart_by_their_sockets(computer):
    computer.plug("2", "ttyUSB0")
    assert names(computer) == ["usb:1a86:7523"]
    computer.plug("3", "ttyUSB1")
    assert names(computer) == [SOCKET_2, SOCKET_2.replace("0:2:", "0:3:")]
    wrong = refused(computer, "usb:1a86:7523")
    assert wrong.reason is WireReason.INVALID
    assert SOCKET_2 in wrong.detail
    computer.unplug("2")
    computer.unplug("3")
    computer.plug("3", "ttyUSB0")
    computer.plug("2", "ttyUSB1")
    assert node(computer, SOCKET_2) == "ttyUSB1"


@pytest.mark.parametrize("name", [SOCKET_2, SOCKET_2.removesuffix("-port0"), "path:pci-0000:00:14.0-usb-0:2"])
def test_a_socket_may_be_named_with_or_without_interface_and_port(computer, name):
    computer.plug("2", "ttyUSB5")
    assert node(computer, name) == "ttyUSB5"


def test_a_socket_with_nothing_in_it_is_not_the_one_beside_it(computer):
    computer.plug("2.1", "ttyUSB0")
    assert refused(computer, SOCKET_2).reason is WireReason.NOT_FOUND
    assert refused(computer, "path:pci-0000:00:14.0-usb-0:2").reason is WireReason.NOT_FOUND


def test_two_ports_of_one_adapter_have_names_of_their_own(computer):
    computer.plug("2", "ttyUSB0", serial="X")
    computer.plug("2", "ttyUSB1", serial="X", port="1")
    assert names(computer) == [SOCKET_2, SOCKET_2.replace("port0", "port1")]
    assert node(computer, SOCKET_2.replace("port0", "port1")) == "ttyUSB1"


@pytest.mark.parametrize(
    "passing", ["/dev/ttyUSB0", "/dev/ttyACM3", "/dev/usb/lp0", "evdev:/dev/input/event4"]
)
def test_a_name_that_is_dealt_out_anew_is_known_as_such(computer, passing):
    assert is_passing(passing)
    assert instead_of(passing, computer.places) == ""


def test_what_to_write_instead_is_known_while_the_device_is_there(computer):
    computer.plug("2", "ttyUSB0", serial="A1B2")
    assert instead_of("/dev/ttyUSB0", computer.places) == "usb:1a86:7523:A1B2"


@pytest.mark.parametrize(
    "stays", ["/dev/ttyS0", "/dev/serial/by-id/usb-x", "tcp://10.0.0.9:9100", "/tmp/ttyUSB0"]
)
def test_names_that_stay_are_left_alone(computer, stays):
    assert not is_passing(stays)
    assert node_of(stays, computer.places) == stays


@pytest.mark.parametrize(
    "nonsense", ["usb:", "usb:1a86", "usb:zzzz:0001", "usb:1a86:7523:", "usb:1a86:75231"]
)
def test_nonsense_is_told_as_nonsense(computer, nonsense):
    assert refused(computer, nonsense).reason is WireReason.INVALID


def test_a_keyboard_is_its_letters_not_its_volume_keys(computer):
    computer.plug("5", "input/event3", ids="05e0:1200", kind="input", keys=KEYS_OF_A_KEYBOARD)
    computer.plug("6", "input/event4", ids="05e0:1200", kind="input", keys=KEYS_OF_VOLUME)
    assert names(computer) == ["evdev:usb:05e0:1200"]
    assert resolve("usb:05e0:1200", kinds=("input",), places=computer.places).endswith("input/event3")
    assert refused(computer, "usb:05e0:1200").reason is WireReason.NOT_FOUND


def test_a_printer_is_found_by_the_kernels_word_for_its_file(computer):
    computer.plug("7", "usb/lp1", ids="0416:5011", kind="usbmisc")
    assert node_of("usb:0416:5011", computer.places) == str(computer.places.dev / "usb" / "lp1")


def test_a_computer_without_sysfs_has_no_devices(tmp_path):
    computer = Computer(tmp_path / "a")
    assert names(computer) == []


def test_a_device_that_comes_back_under_another_number_is_opened_again(computer):
    with PtyLine(CodeScannerTwin()) as line:
        computer.plug("2", "ttyUSB0", serial="A1", target=line.port)
        for today in ("ttyUSB0", "ttyUSB3"):
            connection = open_connection(
                "usb:1a86:7523:A1", {"baud": 9600}, lambda: None, places=computer.places
            )
            line.act(lambda: line.machine.present(b"hello"))
            got = b""
            while len(got) < 6:
                got += connection.read(64, 1000)
            assert got == b"hello\r"
            connection.close()
            computer.unplug("2")
            if today == "ttyUSB0":
                computer.plug("2", "ttyUSB3", serial="A1", target=line.port)
    with pytest.raises(WireError) as gone:
        open_connection("usb:1a86:7523:A1", {}, lambda: None, places=computer.places)
    assert gone.value.reason is WireReason.NOT_FOUND
