"""Debian's Chromium by its DevTools protocol over a pipe: JSON messages that end with NUL, fd 3 in, fd 4 out.

No port, no driver program, no library. The browser reaches 127.0.0.1 only.
"""

import base64
import json
import os
import shutil
import subprocess
import threading
from contextlib import contextmanager

import pytest

PROGRAM = shutil.which("chromium")
NEEDS = pytest.mark.skipif(PROGRAM is None, reason="no chromium here (Debian package chromium)")
LIMIT_S = 20
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--accept-lang=zh-CN,zh",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
)
_CODES = {
    "Space": (" ", "Space", 32, " "),
    "Enter": ("Enter", "Enter", 13, "\r"),
    "Escape": ("Escape", "Escape", 27, ""),
    "Tab": ("Tab", "Tab", 9, ""),
    "ArrowDown": ("ArrowDown", "ArrowDown", 40, ""),
    "ArrowUp": ("ArrowUp", "ArrowUp", 38, ""),
    **{f"F{n}": (f"F{n}", f"F{n}", 111 + n, "") for n in range(1, 13)},
}
_HELD = {"Alt": 1, "Ctrl": 2, "Meta": 4, "Shift": 8}


class Chromium:
    """The browser's process and its messages."""

    def __init__(self, folder):
        down, self._out = os.pipe()
        self._in, up = os.pipe()
        args = [*_FLAGS, f"--user-data-dir={folder}", "about:blank"]
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{down} 4>&{up}', "bash", PROGRAM, *args],
            pass_fds=(down, up),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "HOME": str(folder),
                "LANG": "zh_CN.UTF-8",
                "DBUS_SESSION_BUS_ADDRESS": "none:",
            },
        )
        os.close(down)
        os.close(up)
        self._news = threading.Condition()
        self._answers, self.events, self._last = {}, [], 0
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        rest = b""
        while got := os.read(self._in, 1 << 16):
            *whole, rest = (rest + got).split(b"\0")
            with self._news:
                for one in map(json.loads, whole):
                    if "id" in one:
                        self._answers[one["id"]] = one
                    else:
                        self.events.append(one)
                self._news.notify_all()

    def ask(self, method, session="", **params):
        """One command and its result."""
        self._last += 1
        mine = self._last
        message = {"id": mine, "method": method, "params": params} | (
            {"sessionId": session} if session else {}
        )
        os.write(self._out, json.dumps(message).encode() + b"\0")
        with self._news:
            assert self._news.wait_for(lambda: mine in self._answers, LIMIT_S), f"no answer to {method}"
            answer = self._answers.pop(mine)
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def event(self, method):
        """Wait for an event and take it."""
        with self._news:
            found = lambda: next((one for one in self.events if one["method"] == method), None)  # noqa: E731
            assert self._news.wait_for(found, LIMIT_S), f"no {method} among {self.events}"
            self.events.remove(one := found())
        return one["params"]

    def end(self):
        os.close(self._out)  # the browser ends with its pipe
        try:
            self._process.wait(LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(LIMIT_S)
        os.close(self._in)


class Tab:
    """One page, driven as a person does: by its keys, and by looking."""

    def __init__(self, browser, width=1366, height=768):
        self.browser = browser
        browser.events.clear()
        self._target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.ask("Target.attachToTarget", targetId=self._target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        self.size(width, height)

    def ask(self, method, **params):
        return self.browser.ask(method, self._session, **params)

    def close(self):
        self.browser.ask("Target.closeTarget", targetId=self._target)

    def size(self, width, height, *, dark=False):
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        value = "dark" if dark else "light"
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": value}])

    def open(self, url):
        self.ask("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def look(self, script):
        """The value of an expression in the page."""
        found = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def text(self, id_):
        return self.look(f"document.getElementById({id_!r})?.innerText ?? ''")

    def until(self, script, limit_s=LIMIT_S):
        """Wait until an expression is true in the page."""
        pause = threading.Event()
        for _ in range(int(limit_s / 0.05)):
            if self.look(f"Boolean({script})"):
                return
            pause.wait(0.05)
        raise AssertionError(f"never: {script}; the page says {self.look('document.body.innerText')!r}")

    def sees(self, words, id_="ticket"):
        self.until(f"(document.getElementById({id_!r})?.innerText ?? '').includes({words!r})")

    def press(self, combination):
        *held, key = combination.split("+")
        name, code, number, text = _CODES.get(key) or (key.lower(), f"Key{key}", ord(key), "")
        at = {
            "key": name,
            "code": code,
            "windowsVirtualKeyCode": number,
            "modifiers": sum(_HELD[one] for one in held),
        }
        self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **at)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **at)

    def type(self, text):
        self.ask("Input.insertText", text=text)

    def picture(self):
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])

    def errors(self):
        """What the browser's console complains of."""
        bad = [one["params"] for one in self.browser.events if one["method"] == "Runtime.exceptionThrown"]
        logged = [one["params"]["entry"] for one in self.browser.events if one["method"] == "Log.entryAdded"]
        return bad + [one for one in logged if one["level"] == "error" and one["source"] != "network"]


@contextmanager
def chromium(folder):
    browser = Chromium(folder)
    try:
        yield browser
    finally:
        browser.end()
