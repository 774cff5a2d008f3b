"""The card service (pcscd) is killed, restarted, or hangs: told while it is so, and over by itself."""

from __future__ import annotations

import asyncio

import pytest

from drivers.sim import card_holders
from drivers.smart_card.social import SocialCardReader
from drivers.transport.base import WireError
from drivers.types import Actor, CompletionCode, DeviceSpec, DeviceState
from tests.support.card_service import card_service, until
from tests.support.direct import driven
from tests.support.supervised import Bench

DRIVER = "drivers.smart_card.social:SocialCardReader"


def test_a_killed_service_is_told_and_its_return_needs_no_restart_of_ours():
    with card_service() as service, driven(service.line(), SocialCardReader) as desk:
        assert desk.driver.start().ready
        service.kill()
        status = desk.driver.idle()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "pcsc.serviceDown")
        assert (status.actor, status.parts["service"]) == (Actor.TECHNICIAN, "down")
        done = desk.do("read_social_card")
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "pcsc.serviceDown")
        service.start()
        until(lambda: desk.driver.idle().ready)
        desk.hand(desk.twin.insert, card_holders.first_generation())
        assert desk.do("read_social_card", timeout_ms=15_000).done
        kinds = [kind for kind in desk.context.kinds if kind.startswith(("service", "reader"))]
        assert kinds == ["serviceLost", "readerRemoved", "serviceRestored", "readerAdded"]


def test_a_service_killed_while_a_card_is_waited_for_ends_the_waiting():
    with card_service() as service, driven(service.line(), SocialCardReader) as desk:
        desk.driver.start()
        desk.context.on_event = lambda event: service.kill() if event.kind == "insertCard" else None
        done = desk.do("read_social_card", timeout_ms=30_000)
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "pcsc.serviceDown")


def test_a_service_killed_in_the_middle_of_a_reading_gives_nothing():
    with card_service() as service, driven(service.line(), SocialCardReader) as desk:
        desk.context.on_event = lambda event: service.kill() if event.kind == "cardDetected" else None
        desk.hand(desk.twin.insert, card_holders.second_generation())
        done = desk.do("read_social_card", timeout_ms=15_000)
        assert done.error in {"pcsc.serviceDown", "card.removed"}
        assert done.result == {}


def test_a_service_that_hangs_is_no_card_and_is_over_when_it_goes_on():
    with card_service() as service, driven(service.line(), SocialCardReader) as desk:
        assert desk.driver.start().ready
        service.freeze()
        status = desk.driver.idle()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
        with pytest.raises(WireError, match="does not come back"):
            desk.driver.idle()
        service.thaw()
        until(lambda: _ready(desk))


def _ready(desk):
    try:
        return desk.driver.idle().ready
    except WireError:
        return False


@pytest.mark.parametrize("driver", [DRIVER, "drivers.id_card.pcsc_reader:PcscIdReader"])
def test_the_same_process_serves_before_and_after(driver):
    async def play(service, line):
        spec = DeviceSpec("card", "smart_card", driver, line.port)
        async with Bench([spec]) as bench:
            await bench.online("card")
            service.kill()
            await bench.until(lambda: bench.supervisor.status("card").code == "pcsc.serviceDown")
            refused = await bench.run("card", "read_social_card" if driver == DRIVER else "read_card")
            assert (refused.code, refused.error) == (CompletionCode.DEVICE_NOT_READY, "pcsc.serviceDown")
            service.start()
            await bench.online("card")
            assert bench.supervisor.status("card").counters["resets"] == 0

    with card_service() as service, service.line() as line:
        asyncio.run(play(service, line))


def test_a_hanging_service_does_not_end_our_process():
    async def play(service, line):
        spec = DeviceSpec("card", "smart_card", DRIVER, line.port)
        async with Bench([spec]) as bench:
            await bench.online("card")
            service.freeze()
            await bench.until(lambda: not bench.supervisor.status("card").ready)
            service.thaw()
            await bench.online("card")
            assert bench.supervisor.status("card").counters["resets"] == 0

    with card_service() as service, service.line() as line:
        asyncio.run(play(service, line))
