"""A network cable with more ways to be bad than to be cut: it may swallow everything, or break while answering."""

from __future__ import annotations

import socket

from hall.demo.network import Cable


class Wire(Cable):
    """`cut()` refuses, `swallow()` takes and gives nothing, `tear()` breaks a connection instead of its next answer."""

    def __init__(self, target: int) -> None:
        self._deaf = False
        self._torn = 0
        super().__init__(target)

    def swallow(self) -> None:
        """A black hole until `mend()`: connections stand, nothing comes through."""
        self._deaf = True

    def tear(self, answers: int = 1) -> None:
        """The next `answers` reach nobody: what was asked is done, and its connection breaks."""
        self._torn = answers

    def mend(self) -> None:
        """Whole again; what stood in a black hole is broken, for its bytes are gone."""
        if self._deaf:
            self.cut()
            self._deaf = False
        self._torn = 0
        super().mend()

    def _forward(self, sock: socket.socket) -> None:
        if self._torn and self._is_answer(sock):
            self._torn -= 1
            other = self._peers.pop(sock)
            self._peers.pop(other, None)
            for end in (sock, other):
                self._drop(end)
            return
        if self._deaf and self._swallowed(sock):
            return
        super()._forward(sock)

    def _is_answer(self, sock: socket.socket) -> bool:
        try:
            return bool(sock.getpeername()[1] == self._target[1])
        except OSError:
            return False

    def _swallowed(self, sock: socket.socket) -> bool:
        """Take what came; False when nothing did, because that end hung up."""
        try:
            return bool(sock.recv(65536))
        except OSError:
            return False
