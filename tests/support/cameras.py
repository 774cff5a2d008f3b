"""A camera driver in the test's own process, on a twin's recording and the real frame source."""

from contextlib import contextmanager

from drivers.code_reader.camera import CodeCamera
from drivers.sim.camera import CameraTwin
from drivers.transport.open import open_connection
from drivers.types import Command
from tests.support.direct import TestContext

SIZE = (640, 480)


class Camera:
    """A driver that watches a recording."""

    def __init__(self, driver, context):
        self.driver = driver
        self.context = context

    def do(self, op="read_code", timeout_ms=8000, **args):
        return self.driver.perform(Command("c1", op, args, timeout_ms))


@contextmanager
def watching(folder, play, options=None, *, loop=False):
    """`play` fills the twin; the driver is built on its recording, not started."""
    twin = CameraTwin(SIZE)
    play(twin)
    port = twin.write(folder / "camera.avi") + ("#loop" if loop else "")
    context = TestContext()
    connection = open_connection(port, {}, context.check)
    try:
        yield Camera(CodeCamera(connection, options or {}, context), context)
    finally:
        connection.close()
