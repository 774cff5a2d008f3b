"""A door buzzer with a serial line, as a third party would offer it: `?` is answered `!`, `O` opens and is answered `K`."""

from __future__ import annotations

from drivers.codes import Code
from drivers.kit.offer import Offer, Trial
from drivers.options import Number, OptionError, Options
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.spoil import spoil
from drivers.types import Action, Actor, Completion, CompletionCode, DeviceState, Status

RULES = {"answer_ms": Number(400, 50, 5000)}


class Buzzer:
    """Honest: what it did not hear it does not claim."""

    idle_ms = 200
    side_effects = frozenset({"buzz"})

    def __init__(self, connection, options, context):
        self.connection = connection
        self.context = context
        self.wrong = ""
        try:
            self.answer_ms = Options(options, RULES).number("answer_ms")
        except OptionError as error:
            self.wrong = str(error)

    def ask(self, order, answer):
        self.connection.discard()
        self.connection.write(order)
        end = self.context.now_ms() + self.answer_ms
        heard = b""
        while (left := end - self.context.now_ms()) > 0:
            heard = (heard + self.connection.read(16, left))[-len(answer) :]
            if heard == answer:
                return True
        return False

    def start(self):
        if self.wrong:
            return Status(
                DeviceState.OFFLINE,
                Code.CONFIG_INVALID,
                Action.CONFIGURATION,
                Actor.TECHNICIAN,
                {"option": self.wrong},
            )
        if self.ask(b"?", b"!here"):
            return Status(DeviceState.ONLINE)
        return Status(DeviceState.OFFLINE, Code.PROTOCOL_NO_ANSWER, Action.MAINTENANCE, Actor.STAFF)

    idle = start

    def perform(self, command):
        if command.op != "buzz":
            return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        if self.ask(b"O", b"opened"):
            return Completion(command.id, CompletionCode.SUCCESS)
        return Completion(command.id, CompletionCode.OUTCOME_UNKNOWN, Code.PROTOCOL_NO_ANSWER)

    def stop(self):
        """Nothing is left on."""


class Liar(Buzzer):
    """Says online and done whatever happens, and heeds no option."""

    def __init__(self, connection, options, context):
        super().__init__(connection, {}, context)

    def start(self):
        self.connection.read(16, 0)
        return Status(DeviceState.ONLINE)

    idle = start

    def perform(self, command):
        self.connection.write(b"O")
        return Completion(command.id, CompletionCode.SUCCESS, result={"who": "李静怡"})


class BuzzerTwin:
    """A lock behind a wire."""

    faults = frozenset(
        {Fault.NONE, Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.GARBAGE_BEFORE, Fault.SLOW, Fault.UNPLUGGED}
    )

    def __init__(self):
        self.fault = Fault.NONE
        self.opened = 0

    def feed(self, data):
        for byte in data:
            self.opened += byte == ord("O")
            yield from spoil(self.fault, {ord("?"): b"!here", ord("O"): b"opened"}.get(byte, b""))

    def unasked(self):
        return ()

    def power_on(self):
        """It remembers nothing."""

    def hands(self):
        return {}


TRIAL = Trial("buzz", effects=lambda machine: machine.opened)
OFFER = Offer(
    "acme-buzzer",
    ("门锁按钮", "Door buzzer"),
    "auxiliary",
    "acme_buzzer:Buzzer",
    "twin",
    TRIAL,
    lambda folder: PtyLine(BuzzerTwin(), folder / "port"),
    wire={"baud": 9600},
    options={"answer_ms": 400},
)
LIAR = Offer(
    "acme-liar",
    OFFER.title,
    "auxiliary",
    "acme_buzzer:Liar",
    "twin",
    TRIAL,
    OFFER.twin,
    options=OFFER.options,
)
WRONG = "not an offer"
