"""The visit: the only view model with something to do. It turns touches into events and effects into orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows import touches
from kiosk.flows.timing import result_left_ms, warning_left_ms
from kiosk.flows.touches import Answer, Purpose
from kiosk.flows.visit import BUSY, RESULTS, Event, Result, Rules, State, Visit
from kiosk.flows.words import Effect, World
from kiosk.views.catalogue import CATEGORY
from kiosk.views.filing.steps import step_of
from kiosk.views.problem import ProblemModel
from kiosk.views.texts import TextsModel
from kiosk.views.trouble import asks, coded, saying

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

Step = Callable[[State, Event, Rules], Result]
Show = Callable[[State, Texts], None]


@dataclass(frozen=True)
class Flow:
    """A pure flow and how it starts."""

    step: Step
    state: State
    effects: tuple[Effect, ...]
    rules: Rules


@dataclass(frozen=True)
class _Words:
    page: str = ""
    screen: str = ""
    begun: bool = False
    large: bool = False
    purpose: str = ""
    reading: str = ""
    saying: str = ""
    asks: str = "either"
    reminder: str = ""
    coded: bool = False
    progress: str = ""
    step: int = 0
    steps: int = 0
    seconds: int = 0


@QmlElement
class VisitModel(QObject):
    """One citizen after another.

    Signals:
        changed: something else is to be seen.
    """

    changed = Signal()
    _told = Signal(object)

    def __init__(
        self,
        flow: Flow,
        texts: TextsModel,
        shows: Sequence[Show],
        perform: Callable[[Effect], None],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__()
        self._flow = flow
        self._state = flow.state
        self._texts = texts
        self._shows = list(shows)
        self._perform = perform
        self._new_id = new_id
        self._words = _Words()
        self._problem = ProblemModel(self)
        self._told.connect(self.hear, Qt.ConnectionType.QueuedConnection)
        self._show()

    def start(self, identity_key: bytes = b"") -> None:
        """Ask for what the flow wants from its first moment. `identity_key`: makes a person a queue identity."""
        self._flow = replace(self._flow, rules=replace(self._flow.rules, identity_key=identity_key))
        for effect in self._flow.effects:
            self._perform(effect)

    def follow(self, show: Show) -> None:
        """Let one more be told what the flow knows, after all that the screen shows."""
        self._shows.append(show)

    def tell(self, event: World) -> None:
        """Say what happened, from any thread; it is heard on Qt's."""
        self._told.emit(event)

    @Slot(object)
    def hear(self, event: Event) -> None:
        """Take one event, on Qt's thread."""
        self._state, effects = self._flow.step(self._state, event, self._flow.rules)
        self._show()
        for effect in effects:
            self._perform(effect)

    def where(self) -> tuple[str, bool]:
        """Return the screen's name and whether something is being made, for the driving hand."""
        return self._words.screen, self._state.page in BUSY

    def _show(self) -> None:
        visit = self._state.visit
        self._texts.use(visit.language if visit else "zh")
        texts = self._texts.now
        self._problem.show(self._state, texts)
        for show in self._shows:
            show(self._state, texts)
        words = _words(self._state, texts, self._flow.rules)
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(str, notify=changed)
    def page(self) -> str:
        """The flow's page."""
        return self._words.page

    @Property(str, notify=changed)
    def screen(self) -> str:
        """What is really in front: the page, or "idle", "help" or "comfort" over it."""
        return self._words.screen

    @Property(bool, notify=changed)
    def begun(self) -> bool:
        """Whether somebody is there."""
        return self._words.begun

    @Property(bool, notify=changed)
    def large(self) -> bool:
        """Large type."""
        return self._words.large

    @Property(str, notify=changed)
    def purpose(self) -> str:
        """ticket, application or ""."""
        return self._words.purpose

    @Property(str, notify=changed)
    def reading(self) -> str:
        """idle, waiting, busy or done."""
        return self._words.reading

    @Property(str, notify=changed)
    def saying(self) -> str:
        """What the readers are doing, in words."""
        return self._words.saying

    @Property(str, notify=changed)
    def asks(self) -> str:
        """What can be read now: card, code, either or none."""
        return self._words.asks

    @Property(str, notify=changed)
    def reminder(self) -> str:
        """What not to forget before leaving; "" for nothing."""
        return self._words.reminder

    @Property(bool, notify=changed)
    def coded(self) -> bool:
        """A code was read, not a card."""
        return self._words.coded

    @Property(str, notify=changed)
    def progress(self) -> str:
        """Step so and so of so many, in words; "" where counting does not help."""
        return self._words.progress

    @Property(int, notify=changed)
    def step(self) -> int:
        """The step, from 1; 0 where counting does not help."""
        return self._words.step

    @Property(int, notify=changed)
    def steps(self) -> int:
        """How many steps an application has; 0 where counting does not help."""
        return self._words.steps

    @Property(int, notify=changed)
    def seconds(self) -> int:
        """Seconds left, on pages that end by themselves."""
        return self._words.seconds

    @Property(ProblemModel, notify=changed)
    def problem(self) -> ProblemModel:
        """What is the matter on this page."""
        return self._problem

    @Slot()
    def begin(self) -> None:
        """Touch the attract page."""
        self.hear(touches.Begin())

    @Slot(str)
    def want(self, purpose: str) -> None:
        """Choose on the home page: ticket or application."""
        self.hear(touches.Want(Purpose(purpose)))

    @Slot()
    def skip(self) -> None:
        """Go on without a name."""
        self.hear(touches.Skip())

    @Slot()
    def proceed(self) -> None:
        """Continue."""
        self.hear(touches.Proceed())

    @Slot()
    def back(self) -> None:
        """One page back."""
        self.hear(touches.Back())

    @Slot()
    def finish(self) -> None:
        """End and wipe."""
        self.hear(touches.Finish())

    @Slot()
    def stay(self) -> None:
        """I am still here."""
        self.hear(touches.StillHere())

    @Slot(bool)
    def help(self, wanted: bool) -> None:  # noqa: FBT001 - a QML slot
        """Open or close the help page."""
        self.hear(touches.Help(wanted))

    @Slot(str)
    def take(self, key: str) -> None:
        """Take a number for a business, or open a category."""
        if key.startswith(CATEGORY):
            self.hear(touches.ChooseCategory(key.removeprefix(CATEGORY)))
        else:
            self.hear(touches.ChooseService(key, self._new_id()))

    @Slot()
    def more(self) -> None:
        """Appointment, phone, reprint, materials."""
        self.hear(touches.MoreWays())

    @Slot()
    def phone(self) -> None:
        """Be known by a phone number."""
        self.hear(touches.ByPhone())

    @Slot()
    def first(self) -> None:
        """I may go first."""
        self.hear(touches.MayGoFirst())

    @Slot(str)
    def group(self, group: str) -> None:
        """As one of this group; "" for not going first."""
        self.hear(touches.ChooseGroup(group))

    @Slot(str)
    def book(self, code: str) -> None:
        """Take an appointment up."""
        self.hear(touches.ChooseBooking(code, self._new_id()))

    @Slot(str)
    def case(self, number: str) -> None:
        """Look at this case."""
        self.hear(touches.ChooseCase(number))

    @Slot(str)
    def notice(self, at: str) -> None:
        """Print this notice."""
        self.hear(touches.ChooseNotice(int(at), self._new_id()))

    @Slot(str)
    def slip(self, slip: str) -> None:
        """Print this number's paper again."""
        self.hear(touches.ChooseSlip(slip))

    @Slot()
    def list(self) -> None:
        """Print what to bring."""
        self.hear(touches.PrintList(self._new_id()))

    @Slot()
    def without(self) -> None:
        """No paper, no number."""
        self.hear(touches.DoWithout())

    @Slot(str)
    def choose(self, item: str) -> None:
        """Choose an item."""
        self.hear(touches.ChooseItem(item))

    @Slot()
    def other(self) -> None:
        """Another card."""
        self.hear(touches.OtherCard())

    @Slot(str)
    def digit(self, digit: str) -> None:
        """Type a digit."""
        self.hear(touches.Digit(digit))

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        self.hear(touches.Erase())

    @Slot(str)
    def change(self, answer: str) -> None:
        """Correct an answer: item, applicant or phone."""
        self.hear(touches.Change(Answer(answer)))

    @Slot()
    def submit(self) -> None:
        """Hand in."""
        self.hear(touches.Submit(self._new_id()))

    @Slot()
    def retry(self) -> None:
        """Ask once more."""
        self.hear(touches.Retry())

    @Slot(bool)
    def paper(self, whole: bool) -> None:  # noqa: FBT001 - a QML slot
        """Say whether the paper came out."""
        self.hear(touches.PaperSeen(whole))

    @Slot(str)
    def speak(self, language: str) -> None:
        """Zh or en."""
        self.hear(touches.SetLanguage(language))

    @Slot(bool)
    def enlarge(self, large: bool) -> None:  # noqa: FBT001 - a QML slot
        """The elder mode, or not."""
        self.hear(touches.SetLarge(large))


def _words(state: State, texts: Texts, rules: Rules) -> _Words:
    visit = state.visit
    if visit is None:
        return _Words(page=state.page, screen=state.page)
    step, steps = step_of(state)
    return _Words(
        page=state.page,
        screen=_in_front(state, visit),
        begun=True,
        large=visit.large,
        purpose=visit.purpose or "",
        reading=visit.reading,
        saying=saying(state, visit, texts),
        asks=asks(state),
        reminder=texts.say("idle.card") if visit.card_used else "",
        coded=coded(visit),
        progress=texts.say("common.step", step=step, steps=steps) if step else "",
        step=step,
        steps=steps,
        seconds=_seconds(state, visit, rules),
    )


def _in_front(state: State, visit: Visit) -> str:
    if visit.warned_ms is not None:
        return "idle"
    if visit.help and visit.helping.asked:
        return "assist"
    over = {"help": visit.help, "comfort": visit.adjusting, "leaving": visit.leaving}
    return next((page for page, open_ in over.items() if open_), state.page)


def _seconds(state: State, visit: Visit, rules: Rules) -> int:
    if visit.warned_ms is not None:
        left = warning_left_ms(state, visit, rules)
    elif state.page in RESULTS:
        left = result_left_ms(state, visit, rules)
    else:
        return 0
    return max(0, -(-left // 1000))
