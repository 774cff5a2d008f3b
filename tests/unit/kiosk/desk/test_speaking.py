"""The unit's own voice on the real speaker driver, into files: what is heard, how loud, and what is not heard at all."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from drivers.speaker.sound import chime
from drivers.supervisor import Supervisor
from drivers.types import DeviceSpec
from hall.settings import Audio, Quiet, Voice, load_profile
from kiosk.desk.speaking import Speaking
from kiosk.flows.speech import Speak
from kiosk.voice.voices import on_shelf, set_up
from tests.unit.kiosk.terminal import HandClock
from tests.unit.queue_display.voice.hall import Ear

HEADSET = Audio(headset="headset")
LIMIT_S = 20


class House:
    """A unit with a speaker that writes what it plays, a folder for each zone."""

    def __init__(self, folder, audio, voice):
        profile = load_profile("speaker")
        zones = {"hall": "hall", "headset": "headset"}
        options = {**profile.options, "player": "file", "folder": str(folder / "spoken"), "zones": zones}
        spec = DeviceSpec("speaker", "speaker", profile.driver, "none:t1", {}, options)
        self.spec = on_shelf(spec, folder / "clips")
        self.folder = folder / "spoken"
        self.news = asyncio.Event()
        self.supervisor = Supervisor([self.spec], self._heard)
        voices = set_up(voice.model_copy(update={"voices": audio.voices}), folder / "clips")
        self.speaking = Speaking(self.supervisor, self.spec, audio, voice, voices, HandClock())

    def _heard(self, name, event):
        self.speaking.heard(name, event)
        self.news.set()

    def files(self):
        return sorted(self.folder.rglob("*.wav"))

    async def until(self, count):
        async with asyncio.timeout(LIMIT_S):
            while len(self.files()) < count:
                self.news.clear()
                await self.news.wait()
        return self.files()


@asynccontextmanager
async def house(folder, audio=HEADSET, voice=None):
    made = House(folder, audio, voice or Voice())
    await made.supervisor.start()
    task = asyncio.create_task(made.speaking.run())
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await made.supervisor.stop()


def said(*texts, volume=10, private=False, language="zh"):
    return Speak(texts, language, volume, private)


def test_a_page_is_heard_sentence_by_sentence_and_volume_is_the_citizens(tmp_path):
    async def scene():
        async with house(tmp_path) as at:
            at.speaking.say(said("要办什么", "点一下要办的事"))
            loud = [Ear(path) for path in await at.until(2)]
            at.speaking.say(said("要办什么", volume=2))
            quiet = Ear((await at.until(3))[-1])
            assert loud[0].seconds > 0.3
            assert quiet.peak < 0.4 * loud[0].peak

    asyncio.run(scene())


def test_what_is_private_goes_to_the_headset_only(tmp_path):
    async def scene():
        async with house(tmp_path) as at:
            at.speaking.say(said("张小凡", private=True))
            (path,) = await at.until(1)
            assert "headset" in str(path.relative_to(tmp_path))

    asyncio.run(scene())


def test_what_is_private_is_not_said_at_all_where_there_is_no_headset(tmp_path):
    async def scene():
        async with house(tmp_path, audio=Audio()) as at:
            at.speaking.say(said("张小凡", private=True))
            await asyncio.sleep(0)
            at.speaking.say(said("要办什么"))
            (path,) = await at.until(1)
            assert Ear(path).seconds > 0.2

    asyncio.run(scene())


@pytest.mark.parametrize(("private", "least", "most"), [(False, 0.1, 0.35), (True, 0.8, 1.2)])
def test_quiet_hours_cap_the_loudspeaker_and_not_the_headset(tmp_path, private, least, most):
    async def peak(folder, voice):
        async with house(folder, voice=voice) as at:
            at.speaking.say(said("要办什么", private=private))
            return Ear((await at.until(1))[0]).peak

    always = Voice(quiet=[Quiet(begin="00:00", end="23:59")])
    usual = asyncio.run(peak(tmp_path / "a", Voice()))
    capped = asyncio.run(peak(tmp_path / "b", always))
    assert least < capped / usual < most


def test_what_a_hall_recorded_is_heard_and_the_rest_is_spoken_by_machine(tmp_path):
    own = tmp_path / "voices" / "own"
    own.mkdir(parents=True)
    (own / "voice.toml").write_text(
        'language = "zh"\ntitle = { zh = "本厅", en = "Ours" }\nespeak = "cmn-latn-pinyin"\nwords_per_minute = 150\n'
        '[clips.what]\nsaid = "要办什么"\nespeak = "yao4 ban4 shen2 me5"\n',
        encoding="utf-8",
    )
    (own / "what.wav").write_bytes(chime().wav())

    async def scene():
        audio = Audio(voices=["own"])
        async with house(tmp_path, audio=audio, voice=Voice(folder=str(own.parent))) as at:
            at.speaking.say(said("要办什么？", "点一下"))
            recorded, spoken = (Ear(path) for path in await at.until(2))
            assert recorded.seconds == pytest.approx(0.9, abs=0.05)
            assert spoken.seconds != pytest.approx(0.9, abs=0.05)

    asyncio.run(scene())


def test_something_newer_ends_what_is_being_said(tmp_path):
    async def scene():
        async with house(tmp_path) as at:
            at.speaking.say(said(*["很长的一段话"] * 12))
            await at.until(1)
            at.speaking.hush()
            at.speaking.say(replace(said("要办什么", language="zh"), volume=9))
            await asyncio.sleep(0.5)
            assert len(at.files()) < 12

    asyncio.run(scene())
