"""The PC/SC reader is unplugged and put back, or there are two and nobody said which."""

from __future__ import annotations

from drivers.sim import card_holders
from drivers.sim.vpcd import VpcdLine
from drivers.smart_card.social import SocialCardReader
from drivers.transport.pcsc import fits
from drivers.types import Actor, CompletionCode, DeviceState
from tests.support.card_service import card_service, until
from tests.support.direct import driven


class Unnamed(VpcdLine):
    """A technician who wrote `pcsc:`, or only the maker's name."""

    name = ""

    @property
    def port(self):
        return f"pcsc:{self.name}"


def test_a_reader_that_is_away_is_told_and_found_again_by_itself():
    with card_service() as service, driven(service.line(), SocialCardReader) as desk:
        assert desk.driver.start().ready
        service.kill()
        service.start(reader=False)
        status = desk.driver.idle()
        assert (status.device, status.code) == (DeviceState.NO_DEVICE, "pcsc.noReader")
        assert (status.actor, status.parts["service"]) == (Actor.STAFF, "up")
        done = desk.do("read_social_card")
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "pcsc.noReader")
        service.kill()
        service.start()
        until(lambda: desk.driver.idle().ready)
        desk.hand(desk.twin.insert, card_holders.second_generation())
        assert desk.do("read_social_card", timeout_ms=15_000).done


def test_the_only_reader_needs_no_name_and_a_wrong_name_lists_what_is_there():
    with card_service() as service:
        line = Unnamed(service.line().machine, service.reader_port)
        with driven(line, SocialCardReader) as desk:
            assert desk.driver.start().parts["reader"] == "Virtual PCD 00 00"
        line.name = "Vitrual PCD"
        with driven(line, SocialCardReader) as desk:
            status = desk.driver.start()
            assert status.code == "pcsc.noReader"
            assert status.parts["readers"] == "Virtual PCD 00 00, Virtual PCD 00 01"


def test_how_a_reader_is_named():
    one = "ACME CL Reader [CL] (12345) 00 00"
    assert fits("", one)
    assert not fits("", "ACME CL Reader 00 01")
    assert fits(one, one)
    assert fits("ACME CL Reader [CL] (12345)", one)
    assert fits("ACME CL Reader [CL] (12345) 00", one)
    assert not fits("ACME CL Reader", one)
    assert not fits("ACME CL Reader", "ACME CL Reader 00 01")
    assert fits("ACME CL Reader 00 01", "ACME CL Reader 00 01")
