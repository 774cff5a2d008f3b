"""Small real drivers that do one thing wrong each: what a vendor's library can do to a child."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
from pathlib import Path

from drivers.types import Canceled, Command, Completion, CompletionCode, DeviceEvent, DeviceState, Status

ONLINE = Status(DeviceState.ONLINE)


class Echo:
    """Writes `text` and returns what comes back, up to CR. `print` does the same and moves paper."""

    idle_ms = 100
    side_effects = frozenset({"print"})
    frame_head = 2

    @staticmethod
    def frame_label(direction, data):
        return "echo" if data.startswith(b"ec") else ""

    def __init__(self, connection, options, context):
        self.connection = connection
        self.options = options
        self.context = context

    def start(self):
        self.context.emit(DeviceEvent("started"))
        return ONLINE

    def perform(self, command: Command) -> Completion:
        if command.op == "pid":
            return Completion(command.id, CompletionCode.SUCCESS, result={"pid": os.getpid()})
        self.connection.write(str(command.args.get("text", "")).encode() + b"\r")
        got = b""
        end = self.context.now_ms() + command.timeout_ms
        while not got.endswith(b"\r"):
            got += self.connection.read(64, 100)
            if self.context.now_ms() > end + 5000:
                return Completion(command.id, CompletionCode.TIME_OUT)
        self.context.emit(DeviceEvent("answered", {"n": len(got)}))
        return Completion(command.id, CompletionCode.SUCCESS, result={"text": got[:-1].decode()})

    def idle(self):
        self.connection.read(64, 0)
        return ONLINE

    def stop(self):
        self.connection.write(b"bye\r")


class Crasher(Echo):
    """`crash` dereferences nothing; `print` moves paper, then crashes."""

    def perform(self, command):
        if command.op == "print":
            self.connection.write(b"paper")
        if command.op in {"crash", "print"}:
            os.kill(os.getpid(), signal.SIGSEGV)
        if command.op == "exit":
            os._exit(3)
        return super().perform(command)


class GilHolder(Echo):
    """`hang` and `print` write, then sleep 30 s in C without giving the GIL back."""

    def perform(self, command):
        if command.op in {"hang", "print"}:
            self.connection.write(b"paper")
            ctypes.PyDLL(None).usleep(30_000_000)
        return super().perform(command)


class Sleeper(Echo):
    """`hang` waits 30 s and never says "alive"; `deaf` says so and heeds no cancel."""

    def perform(self, command):
        waiting = threading.Event()
        if command.op == "hang":
            waiting.wait(30)
        self.context.emit(DeviceEvent("begun"))
        while command.op in {"deaf", "print"}:
            waiting.wait(0.02)
            self.context.beat()
        return super().perform(command)


class Gazer(Echo):
    """Looks at its device for as long as the file `until` is missing."""

    def idle(self):
        self.context.emit(DeviceEvent("looking"))
        waiting = threading.Event()
        while not Path(self.options["until"]).exists():
            waiting.wait(0.02)
            self.context.beat()
        return super().idle()


class Raiser(Echo):
    """`raise` fails with personal data in the message, as a parser would."""

    def perform(self, command):
        if command.op == "raise":
            raise ValueError("张小凡 11010519491231002X")
        return super().perform(command)


class Careful(Echo):
    """When given up, tells the device to reset and waits for its answer before it lets go."""

    def perform(self, command):
        try:
            while True:
                self.context.pause(1000)
        except Canceled:
            super().perform(Command("reset", "say", {"text": "reset"}, 1000))
            raise


class BornDead(Echo):
    """Crashes whenever it starts."""

    def start(self):
        os.kill(os.getpid(), signal.SIGKILL)


class SlowStarter(Echo):
    """Takes a second to find its device."""

    def start(self):
        self.context.pause(1000)
        return ONLINE


class Babbler(Echo):
    """Answers `babble` with what JSON cannot carry."""

    def perform(self, command):
        if command.op != "babble":
            return super().perform(command)
        return Completion(command.id, CompletionCode.SUCCESS, result={"text": b"bytes"})


class Silent(Echo):
    """Has a card in it and knows no operation at all."""

    def start(self):
        return Status(DeviceState.ONLINE, parts={"media": "present"})

    idle = start

    def perform(self, command):
        return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, "command.unknown")
