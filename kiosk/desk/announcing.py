"""What was left behind, as it is said aloud: for whoever stands near, so without the number."""

from __future__ import annotations

from hall.texts import load_texts
from kiosk.flows.left_behind import door_words, paper_words
from kiosk.flows.left_words import Announce
from kiosk.flows.speech import Speak


def announced(wanted: Announce) -> Speak:
    """The sentences."""
    texts = load_texts(wanted.language)
    told = []
    if wanted.doors:
        told += [door_words(wanted.doors, texts), texts.say("left.door_do")]
    if wanted.paper is not None:
        told += [texts.say("left.paper_say"), paper_words(wanted.paper, texts)]
    return Speak(tuple(told), wanted.language, wanted.volume)
