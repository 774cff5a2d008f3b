"""How the server sits on its socket."""

import socket

import pytest

from hall.server.host import Host
from hall.server.main import run
from tests.hall.house import SETTINGS, http


def test_no_answer_waits_for_a_delayed_acknowledgement(hall):
    with http(hall.url) as client:
        client.get("/health")
        (connection,) = hall.host.server_state.connections
        accepted = connection.transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


def test_a_port_that_is_taken_is_said_so_and_the_folder_stays_free(tmp_path, capsys):
    with Host.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert run(SETTINGS, tmp_path / "hall", "127.0.0.1", port) == 2
    said = capsys.readouterr().err
    assert f"127.0.0.1:{port}" in said
    assert "请换端口" in said
    assert not (tmp_path / "hall" / "lock").exists()


@pytest.mark.logs
def test_a_folder_in_use_is_said_so(hall, capsys):
    assert run(SETTINGS, hall.folder, "127.0.0.1", 0) == 2
    assert "另一个服务器" in capsys.readouterr().err
