"""How the server sits on its socket."""

import socket

import pytest

from hall.server.host import Host
from hall.server.main import listen, run
from hall.settings import SettingsError
from tests.hall.house import SETTINGS, http


def test_no_answer_waits_for_a_delayed_acknowledgement(hall):
    with http(hall.url) as client:
        client.get("/health")
        (connection,) = hall.host.server_state.connections
        accepted = connection.transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


def test_a_port_that_is_taken_is_said_so():
    with Host.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"无法使用 http://127\.0\.0\.1:{port}.*请换端口"):
            listen("127.0.0.1", port)


def test_a_host_that_nobody_knows_is_said_so():
    with pytest.raises(SettingsError, match=r"cannot use http://none\.invalid:8710 \("):
        listen("none.invalid", 8710)


@pytest.mark.logs
def test_a_folder_in_use_is_said_so(hall, capsys):
    with listen("127.0.0.1", 0) as listener:
        assert run(SETTINGS, hall.folder, listener, "127.0.0.1") == 2
    assert "另一个服务器" in capsys.readouterr().err
