"""A network cable between the hall's programs and its server that can be cut and mended."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading


class Cable:
    """Forward TCP from `port` to the server at `target`; `cut()` refuses and breaks every connection.

    One thread, one selector. The port number survives cuts, as an address does.
    """

    def __init__(self, target: int) -> None:
        self._target = ("127.0.0.1", target)
        self._selector = selectors.DefaultSelector()
        self._peers: dict[socket.socket, socket.socket] = {}
        self._wake, self._waker = socket.socketpair()
        self._wake.settimeout(0)
        self._selector.register(self._wake, selectors.EVENT_READ)
        self._orders: list[str] = []
        self._obeyed = threading.Event()
        self._listener: socket.socket | None = self._listen(0)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, name="cable", daemon=True)
        self._thread.start()

    @property
    def whole(self) -> bool:
        """Whether it carries."""
        return self._listener is not None

    def cut(self) -> None:
        """Break every connection and refuse new ones until `mend()`."""
        self._order("cut")

    def mend(self) -> None:
        """Let connections through again."""
        self._order("mend")

    def close(self) -> None:
        """End for good."""
        self._order("close")
        self._thread.join()
        self._selector.close()
        self._wake.close()
        self._waker.close()

    def _order(self, word: str) -> None:
        self._obeyed.clear()
        self._orders.append(word)
        self._waker.send(b"!")
        self._obeyed.wait(5)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=64)
        listener.settimeout(0)
        self._selector.register(listener, selectors.EVENT_READ)
        return listener

    def _run(self) -> None:
        while True:
            for key, _ in self._selector.select():
                sock = key.fileobj
                if not isinstance(sock, socket.socket):
                    continue
                if sock is self._wake:
                    if self._obey():
                        return
                elif sock is self._listener:
                    self._accept(sock)
                elif sock in self._peers:
                    self._forward(sock)

    def _obey(self) -> bool:
        self._wake.recv(64)
        closing = False
        while self._orders:
            word = self._orders.pop(0)
            if word == "mend":
                self._listener = self._listener or self._listen(self.port)
            else:
                closing = closing or word == "close"
                self._break_all()
        self._obeyed.set()
        return closing

    def _break_all(self) -> None:
        if self._listener is not None:
            self._drop(self._listener)
            self._listener = None
        for sock in list(self._peers):
            self._drop(sock)
        self._peers.clear()

    def _drop(self, sock: socket.socket) -> None:
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(sock)
        sock.close()

    def _accept(self, listener: socket.socket) -> None:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        try:
            far = socket.create_connection(self._target, timeout=2)
        except OSError:
            near.close()
            return
        for one, other in ((near, far), (far, near)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._peers[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _forward(self, sock: socket.socket) -> None:
        other = self._peers[sock]
        try:
            data = sock.recv(65536)
            if data:
                other.sendall(data)
                return
        except OSError:
            pass
        for end in (sock, other):
            self._peers.pop(end, None)
            self._drop(end)
