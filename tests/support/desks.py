"""A document camera: the driver on its twin, in the test's own process or in a child."""

from contextlib import contextmanager

from drivers.scanner.camera import DocumentCamera
from drivers.sim.document_camera import DocumentCameraTwin
from drivers.sim.mjpeg import CameraLine
from tests.support.direct import driven
from tests.support.supervised import spec

SIZE = (1280, 960)
FAST = 30.0
"""Frames a second: less waiting in tests."""


def camera_line(size=SIZE, rate=FAST):
    return CameraLine(DocumentCameraTwin(size), rate)


@contextmanager
def at_desk(options=None, size=SIZE, rate=FAST):
    """The driver, started."""
    with driven(camera_line(size, rate), DocumentCamera, {"stable_ms": 300, **(options or {})}) as desk:
        desk.status = desk.driver.start()
        yield desk


def camera_spec(line, name="camera", **more):
    return spec(name, "drivers.scanner.camera:DocumentCamera", line.port, **more)


def idle_until(desk, condition):
    """Let the driver idle until `condition(status)` holds; 10 s are patient enough for a loaded machine."""
    end = desk.context.now_ms() + 10_000
    status = desk.driver.idle()
    while not condition(status):
        assert desk.context.now_ms() < end, (status, desk.context.kinds[-20:])
        status = desk.driver.idle()
    return status


def private(path):
    """A folder that nobody else can read."""
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    return str(path)


def advised(desk):
    """Every problem that a person was told of."""
    return [problem for event in desk.context.events for problem in event.data.get("problems", [])]
