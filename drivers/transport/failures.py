"""What the operating system says about a port, in the words of `WireReason`."""

from __future__ import annotations

import errno

from drivers.transport.base import WireError, WireReason

_REASONS: dict[int, tuple[WireReason, str]] = {
    errno.ENOENT: (
        WireReason.NOT_FOUND,
        "there is no such port; check the plug, the cable and the port's name",
    ),
    errno.ENXIO: (WireReason.NOT_FOUND, "nothing answers behind this port; check plug and power"),
    errno.ENODEV: (WireReason.NOT_FOUND, "nothing is behind this port; check plug and power"),
    errno.ENOTDIR: (WireReason.NOT_FOUND, "there is no such port; check the port's name"),
    errno.ECONNREFUSED: (
        WireReason.NOT_FOUND,
        "the address answers but nobody listens there; check the port number",
    ),
    errno.ETIMEDOUT: (WireReason.NOT_FOUND, "no answer from this address; check network cable and address"),
    errno.EHOSTUNREACH: (WireReason.NOT_FOUND, "no way to this address; check network cable and address"),
    errno.ENETUNREACH: (WireReason.NOT_FOUND, "no way to this address; check network cable and address"),
    errno.EACCES: (WireReason.DENIED, "no permission; add this user to the port's group (dialout, lp)"),
    errno.EPERM: (WireReason.DENIED, "no permission; add this user to the port's group (dialout, lp)"),
    errno.EROFS: (WireReason.DENIED, "cannot be written; choose another path"),
    errno.EBUSY: (WireReason.BUSY, "another program holds this port; stop that program"),
    errno.EAGAIN: (WireReason.BUSY, "another program holds this port; stop that program"),
    errno.EISDIR: (WireReason.INVALID, "is a folder, not a port"),
    errno.EINVAL: (WireReason.INVALID, "the port refuses these settings (baud, bits, parity, stop)"),
    errno.ENOTTY: (WireReason.INVALID, "is not a serial port"),
    errno.ENOSPC: (WireReason.STALLED, "the disk is full"),
}


def failure_at_open(number: int | None, port: str) -> WireError:
    """The error for a port that did not open; `number` is an errno, None when unknown."""
    reason, advice = _REASONS.get(
        number or 0, (WireReason.GONE, f"does not open (error {number}); check the cable")
    )
    return WireError(reason, f"{port}: {advice}")


def failure_in_use(number: int | None, port: str, sent: int = 0) -> WireError:
    """The error for an open port that broke after `sent` bytes of the current write."""
    if number == errno.ENOSPC:
        return WireError(WireReason.STALLED, f"{port}: the disk is full", sent)
    if number in {errno.EACCES, errno.EPERM}:
        return WireError(WireReason.DENIED, f"{port}: permission was taken away", sent)
    return gone(port, sent)


def gone(port: str, sent: int = 0) -> WireError:
    """The error for a port that vanished or was closed by the other end."""
    return WireError(WireReason.GONE, f"{port}: the device went away; check plug, cable and power", sent)


def invalid(detail: str) -> WireError:
    """The error for a setting that cannot be used; `detail` says what to write instead."""
    return WireError(WireReason.INVALID, detail)
