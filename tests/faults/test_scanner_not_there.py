"""The scanner is unplugged, switched off, used by somebody else, forbidden, or its line is disturbed."""

import pytest

from drivers.transport import sane_library
from drivers.types import Actor, CompletionCode, DeviceState
from tests.support.sane_scanner import scanner


def test_a_scanner_that_is_not_there_is_no_device():
    with scanner(port="sane:test:7") as desk:
        status = desk.driver.start()
        assert (status.device, status.code, status.actor) == (
            DeviceState.NO_DEVICE,
            "bus.notFound",
            Actor.STAFF,
        )
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "bus.notFound")


def test_no_scanner_at_all_is_no_device():
    with scanner(port="sane:", dll="# none") as desk:
        assert (desk.driver.start().device, desk.driver.start().code) == (
            DeviceState.NO_DEVICE,
            "bus.notFound",
        )


@pytest.mark.parametrize(
    ("value", "error", "device"),
    [
        ("DEVICE_BUSY", "bus.busy", DeviceState.DEVICE_BUSY),
        ("ACCESS_DENIED", "permission.denied", DeviceState.OFFLINE),
    ],
)
def test_a_scanner_that_may_not_be_used_now_says_why(value, error, device):
    with scanner({"read-return-value": f"SANE_STATUS_{value}"}) as desk:
        desk.driver.start()
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, error)
        assert desk.driver.idle().device is device


def test_a_disturbed_line_is_no_page():
    with scanner({"read-return-value": "SANE_STATUS_IO_ERROR"}) as desk:
        desk.driver.start()
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "scanner.ioError")
        assert desk.driver.idle().device is DeviceState.HARDWARE_ERROR
        assert desk.files() == []


def test_every_status_of_the_standard_is_told_apart():
    assert len(set(sane_library.STATUSES)) == 12
