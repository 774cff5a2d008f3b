"""Who reaches the server how on this day: most directly, those with a fault to come through a wire of their own."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.day.plan import Fault, Size
from bench.day.wire import Wire


@dataclass
class Network:
    """`ports`: of the servers, by name. A server that comes again has the same."""

    ports: dict[str, int]
    wires: dict[str, Wire] = field(default_factory=dict)

    @property
    def direct(self) -> str:
        """The address of the first server."""
        return _url(self.ports[min(self.ports)])

    def lay(self, size: Size, faults: tuple[Fault, ...]) -> dict[str, str]:
        """Lay a wire for everybody who needs one; the address of each, "" for all others."""
        servers = sorted(self.ports)
        for fault in faults:
            if fault.kind != "killed" and fault.who not in self.wires:
                self.wires[fault.who] = Wire(self.ports[servers[0]])
        urls = {"": _url(self.ports[servers[0]])}
        for index, name in enumerate(_everybody(size)):
            urls[name] = _url(self.ports[servers[index % len(servers)]])
        return urls | {name: _url(wire.port) for name, wire in self.wires.items()}

    def close(self) -> None:
        """Take the wires away."""
        for wire in self.wires.values():
            wire.close()
        self.wires = {}


def screens(size: Size) -> list[str]:
    """The displays of the hall, as its file calls them."""
    return [f"b{n:02d}" for n in range(1, size.displays + 1)]


def _everybody(size: Size) -> list[str]:
    return [
        *(f"d{n}" for n in range(1, size.dispensers + 1)),
        *screens(size),
        *(f"w{n}" for n in range(1, size.clerk_processes + 1)),
        *(str(n) for n in range(1, size.windows + 1)),
    ]


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}"
