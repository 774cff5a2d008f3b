"""What the pad does: (state, event) to (state, effects). Pure.

Whoever was served is asked at once. A press on a face leads to its remarks, and only "send" keeps anything. Silence is
"not rated", also after a face that was not sent: good or bad, it is the same. Each ticket gets one rating here at most,
however often its end is told and whatever is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hall.contract.evaluations import BAD, WORDS_MOST
from kiosk.flows.comfort import Comfort
from kiosk.flows.tile_words import Browsing, CloseTile, FitTile, PointTile, PressTile
from kiosk.pad import choosing
from kiosk.pad.comfort import EVERYWHERE, everywhere, gone, next_one
from kiosk.pad.paper_words import PaperKept, PaperNotKept, PaperTold, SheetsTold, Stroke
from kiosk.pad.papers import ROOM, paper_passed, paper_told, paper_touched
from kiosk.pad.province import AWAY, province_passed, province_told, province_touched
from kiosk.pad.province_words import Done, OpenProvince
from kiosk.pad.state import Asking, Page, Rules, State, fresh, left_ms, numbers, offered, turned
from kiosk.pad.words import (
    REMEMBERED,
    AddWords,
    Back,
    Effect,
    Event,
    Finished,
    GiveStars,
    Giving,
    Keep,
    Kept,
    Leave,
    LineTold,
    Memory,
    NoticesTold,
    NotKept,
    OtherNumber,
    PhotoTold,
    Ready,
    Remember,
    Rub,
    Send,
    Served,
    Start,
    Tick,
    ToggleTag,
    Touch,
    Type,
    Undone,
    Unfinished,
    WindowTold,
)

Result = tuple[State, tuple[Effect, ...]]
REASON, FULL, UNCHOSEN = "evaluate.needReason", "evaluate.full", "typing.unchosen"
_ASKED = frozenset({Page.FACES, Page.TAGS, Page.WORDS, Page.PROVINCE})
_ANY_TIME = (*EVERYWHERE, Type, Rub, Stroke, FitTile, PointTile, PressTile)
"""Touches that no page can mistake."""
PLAIN = Comfort()


def opening(memory: Memory, now_ms: int, usual: Comfort = PLAIN, *, province: bool = False) -> State:
    """The state after a start: whoever was asked when the power went is asked again, by our own faces."""
    begun = State(memory=memory, now_ms=now_ms, turned_ms=now_ms, stirred_ms=now_ms, usual=usual)
    state = fresh(replace(begun, province=province))
    return _shown(state, memory.open) if memory.open is not None else state


def step(state: State, event: Event, now_ms: int, rules: Rules) -> Result:
    """One step. What makes no sense now changes nothing."""
    state = replace(state, now_ms=max(now_ms, state.now_ms))
    if isinstance(event, Touch):
        return _touched(state, event, rules)
    match event:
        case Tick():
            result = _passed(state, rules)
        case Finished():
            result = _served(state, event.visit, rules)
        case Undone():
            result = _undone(state, event.ticket)
        case Kept() | NotKept():
            result = _answered(state, event)
        case WindowTold():
            result = _window(state, event)
        case LineTold():
            result = _line(state, event)
        case NoticesTold() | PhotoTold():
            result = _told(state, event), ()
        case PaperTold() | SheetsTold() | PaperKept() | PaperNotKept():
            result = paper_told(state, event)
        case _:
            result = province_told(state, event)
    return result


# --- the world ---


def _line(state: State, event: LineTold) -> Result:
    state = replace(state, online=event.online, blocked=event.blocked)
    if event.online and state.memory.chosen:
        return _remembering(state, choosing.forgotten(state.memory))
    return state, ()


def _told(state: State, event: NoticesTold | PhotoTold) -> State:
    match event:
        case NoticesTold():
            return replace(state, notices=event.notices)
        case PhotoTold():
            return replace(state, photo=event.path)


def _window(state: State, event: WindowTold) -> Result:
    """Who left while the server was away may have been served: a touch can begin for them, nobody is asked."""
    was, now = state.facts.current, event.facts.current
    state = replace(state, facts=event.facts)
    if was is not None and now is not None and now.ticket != was.ticket:
        state = next_one(state)
    if was is not None and not state.online and (now is None or now.ticket != was.ticket):
        state = replace(state, served_ms=state.now_ms)
        return _remembering(state, replace_memory(state.memory, last=was))
    return state, ()


def _served(state: State, visit: Served, rules: Rules) -> Result:
    """Ask at once; whoever was asked before and did nothing has gone."""
    if visit.ticket in state.memory.asked:
        return state, ()
    same = choosing.told(state, visit) if state.page is not Page.KEEPING else None
    if same is not None:
        return _remembering(same, same.memory)
    begun = state.asking is not None and (state.asking.stars > 0 or state.page is Page.PROVINCE)
    busy = state.page in {Page.KEEPING, Page.SIGN, Page.PAPER_KEEPING} or (
        begun and state.now_ms - state.stirred_ms < rules.hold_ms
    )
    state = replace(state, served_ms=state.now_ms)
    memory = replace_memory(state.memory, last=visit)
    if busy:
        return _remembering(replace(state, next=visit), memory)
    effects: tuple[Effect, ...] = ()
    if state.asking is not None:
        state, effects = _silent(state)
        memory = replace_memory(state.memory, last=visit)
    asked, more = _ask(replace(state, memory=memory), visit)
    return asked, (*effects, *more)


def _undone(state: State, ticket: str) -> Result:
    """Nobody is asked, nothing is kept; when it is finished in the end, it is asked then."""
    if ticket in state.memory.rated or (state.page is Page.KEEPING and _is_asked(state, ticket)):
        return state, ()
    state = replace(state, next=None) if state.next and state.next.ticket == ticket else state
    asked = tuple(one for one in state.memory.asked if one != ticket)
    memory = replace_memory(state.memory, asked=asked)
    if memory.last is not None and memory.last.ticket == ticket:
        memory = replace_memory(memory, last=None)
    closing: tuple[Effect, ...] = ()
    if _is_asked(state, ticket):
        memory, closing = replace_memory(memory, open=None), _closing(state)
        state = _idle(state)
    state, effects = _remembering(state, memory)
    return state, (*effects, *closing)


def _answered(state: State, event: Kept | NotKept) -> Result:
    if state.page is not Page.KEEPING or not _is_asked(state, event.ticket):
        return state, ()
    if isinstance(event, Kept):
        return turned(replace(state, asking=None), Page.THANKS), ()
    memory = choosing.not_kept(state.memory, event.ticket, state.asking.visit if state.asking else None)
    return replace(turned(state, Page.TAGS), problem=event.problem, memory=memory), ()


def _passed(state: State, rules: Rules) -> Result:
    if state.page in {Page.THANKS, Page.HANDED} and state.now_ms - state.turned_ms >= rules.thanks_ms:
        return _onward(_idle(state), ())
    if state.page in _ASKED and left_ms(state, rules) == 0:
        ended, effects = _silent(state)
        return _onward(ended, effects)
    if state.page is Page.NUMBERS and left_ms(state, rules) == 0:
        return _idle(state), ()
    if gone(state, rules):
        state = fresh(state)
    state, effects = province_passed(state)
    return _onward(paper_passed(state, rules), effects)


# --- touches ---


def _touched(state: State, touch: Touch, rules: Rules) -> Result:
    """A touch that was meant for the page before does nothing."""
    early = state.now_ms - state.turned_ms < rules.settle_ms
    if early and not isinstance(touch, _ANY_TIME):
        return state, ()
    state = replace(state, stirred_ms=state.now_ms)
    match touch:
        case _ if isinstance(touch, EVERYWHERE):
            return everywhere(state, touch), ()
        case _ if state.adjusting:
            return state, ()
        case Leave():
            return _left(state)
        case _:
            return _on_page(state, touch, rules)


def _on_page(state: State, touch: Touch, rules: Rules) -> Result:
    if state.page is Page.PROVINCE:
        return _on_province(state, touch)
    if state.page in ROOM:
        return paper_touched(state, touch)
    page = _PAGES.get(state.page)
    return page(state, touch, rules) if page is not None else (state, ())


def _left(state: State) -> Result:
    """Whoever would rather not says nothing."""
    if state.page in _ASKED:
        ended, effects = _silent(state)
        return _onward(ended, effects)
    return (_idle(state), ()) if state.page is Page.NUMBERS else (state, ())


def _on_province(state: State, touch: Touch) -> Result:
    if not isinstance(touch, Done):
        return province_touched(state, touch)
    ended, effects = _silent(state)
    return replace(turned(ended, Page.HANDED), language=state.language, comfort=state.comfort), effects


def _on_idle(state: State, touch: Touch, rules: Rules) -> Result:
    """Nobody's number is guessed: who was served last is offered, anybody else finds their own."""
    served, found = offered(state, rules), numbers(state, rules)
    if isinstance(touch, Start) and (served or touch.ticket):
        wanted = touch.ticket or served[0].ticket
        visit = next((one for one in found if one.ticket == wanted), None)
        if visit is None:
            return state, ()
        return _ask(state, visit if visit in served else choosing.chosen(visit))
    if isinstance(touch, Start | OtherNumber) and found:
        return turned(state, Page.NUMBERS), ()
    return state, ()


def _on_numbers(state: State, touch: Touch, rules: Rules) -> Result:
    if isinstance(touch, Back):
        return _idle(state), ()
    return _on_idle(state, touch, rules) if isinstance(touch, Start) and touch.ticket else (state, ())


def _on_faces(state: State, touch: Touch, rules: Rules) -> Result:
    del rules
    asking = state.asking
    if asking is None or not isinstance(touch, GiveStars) or touch.stars not in range(1, 6):
        return state, ()
    after_ms = state.now_ms - asking.shown_ms
    chosen = replace(asking, stars=touch.stars, after_ms=after_ms, tags=())
    return turned(replace(state, asking=chosen), Page.TAGS), ()


def _on_tags(state: State, touch: Touch, rules: Rules) -> Result:
    del rules
    asking = state.asking
    if asking is None:
        return state, ()
    match touch:
        case ToggleTag() if touch.tag[:1] == str(asking.stars):
            left = tuple(one for one in asking.tags if one != touch.tag)
            tags = left if touch.tag in asking.tags else (*asking.tags, touch.tag)
            return replace(state, asking=replace(asking, tags=tags), problem=""), ()
        case AddWords():
            return turned(state, Page.WORDS), ()
        case Back():
            return turned(replace(state, asking=replace(asking, stars=0, tags=())), Page.FACES), ()
        case Send():
            return _send(state, asking)
        case _:
            return state, ()


def _on_words(state: State, touch: Touch, rules: Rules) -> Result:
    del rules
    asking = state.asking
    if asking is None:
        return state, ()
    match touch:
        case Type():
            words, problem = asking.words + touch.text, ""
            if len(words) > WORDS_MOST:
                words, problem = asking.words, FULL
            return replace(state, asking=replace(asking, words=words), problem=problem), ()
        case Rub():
            return replace(state, asking=replace(asking, words=asking.words[:-1]), problem=""), ()
        case Unfinished():
            return replace(state, problem=UNCHOSEN), ()
        case Ready() | Back():
            return turned(state, Page.TAGS), ()
        case _:
            return state, ()


_PAGES: dict[Page, Callable[[State, Touch, Rules], Result]] = {
    Page.IDLE: _on_idle,
    Page.NUMBERS: _on_numbers,
    Page.FACES: _on_faces,
    Page.TAGS: _on_tags,
    Page.WORDS: _on_words,
}


# --- what they share ---


def _send(state: State, asking: Asking) -> Result:
    words = asking.words.strip()
    if asking.stars in BAD and not (asking.tags or words):
        return replace(state, problem=REASON), ()
    memory = choosing.kept(state.memory, asking.visit)
    given = Giving(asking.visit, asking.stars, asking.tags, words, asking.after_ms)
    return replace(turned(state, Page.KEEPING), memory=memory), (Keep(given, memory),)


def _silent(state: State) -> Result:
    """Whoever was asked has not rated. Of a number that nobody knows to be served there is nothing to keep."""
    memory = replace_memory(state.memory, open=None)
    closing = _closing(state)
    if state.asking is None:
        return replace(_idle(state), memory=memory), closing
    if state.asking.visit.chosen:
        return replace(_idle(state), memory=memory), (Remember(memory), *closing)
    kept = Keep(Giving(state.asking.visit, handed=state.handed), memory)
    return replace(_idle(state), memory=memory), (kept, *closing)


def _closing(state: State) -> tuple[Effect, ...]:
    """The province's page ends with whoever it was for."""
    return (CloseTile(),) if state.page is Page.PROVINCE else ()


def _onward(state: State, effects: tuple[Effect, ...]) -> Result:
    """Who waited for the one before is asked now."""
    if state.next is None or state.page is not Page.IDLE:
        return state, effects
    asked, more = _ask(replace(state, next=None), state.next)
    return asked, (*effects, *more)


def _ask(state: State, visit: Served) -> Result:
    if visit.ticket in state.memory.rated:
        return _idle(state), ()
    asked = tuple(one for one in state.memory.asked if one != visit.ticket)
    asked = asked if visit.chosen else (*asked, visit.ticket)[-REMEMBERED:]
    memory = replace_memory(state.memory, open=visit, asked=asked)
    if not state.province or not state.online:
        return _remembering(_shown(state, visit), memory)
    state, effects = _remembering(turned(_shown(state, visit), Page.PROVINCE), memory)
    return state, (*effects, OpenProvince(visit.ticket, state.language))


def _shown(state: State, visit: Served) -> State:
    """By our own faces; where the province's page should ask, they say that it cannot."""
    asked = replace(state, asking=Asking(visit, state.now_ms), stirred_ms=state.now_ms, browsing=Browsing())
    return replace(turned(asked, Page.FACES), problem=AWAY if state.province else "")


def _idle(state: State) -> State:
    return fresh(turned(replace(state, asking=None, browsing=Browsing()), Page.IDLE))


def _remembering(state: State, memory: Memory) -> Result:
    return replace(state, memory=memory), (Remember(memory),)


def _is_asked(state: State, ticket: str) -> bool:
    return state.asking is not None and state.asking.visit.ticket == ticket


def replace_memory(memory: Memory, **changes: object) -> Memory:
    """The same with these changed."""
    return memory.model_copy(update=changes)
