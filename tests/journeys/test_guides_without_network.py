"""A guide of the hall's own reaches a terminal, and is read there after a start without any server."""

from hall.settings import CONFIG
from tests.hall.house import house
from tests.screens.test_program import Program
from tests.unit.hall.guides.test_files import LEAST

TO_GUIDES = ("点这里开始", "办事指南")


class Terminal(Program):
    """As a citizen uses it, who waits for what is not there yet."""

    def tapped(self, *names):
        for name in names:
            self.until(lambda name=name: self.do("tap", name=name).get("tapped"))
        return self.do("tree")


def test_a_guide_that_came_once_is_read_after_a_start_without_the_server(tmp_path, monkeypatch):
    (tmp_path / "hall" / "guides").mkdir(parents=True)
    (tmp_path / "hall" / "guides" / "own.toml").write_text(LEAST, encoding="utf-8")
    demo = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
    with house(tmp_path / "hall") as server:
        monkeypatch.setattr("tests.screens.test_program.CONFIG", _config(tmp_path, demo, server.url))
        first = Terminal(tmp_path, "t1")
        try:
            first.tapped(*TO_GUIDES, "Z", "X", "D", "Z", "N", "找到 1 项，去看", "最小的指南")
        finally:
            first.end()
    again = Terminal(tmp_path, "t1")
    try:
        shown = again.tapped(*TO_GUIDES, "Z", "X", "D", "Z", "N", "找到 1 项，去看", "最小的指南")
        assert "未联网：以下是" in str(shown)
    finally:
        again.end()


def _config(folder, demo, url):
    """The demo hall with this server's address."""
    (folder / "config" / "halls").mkdir(parents=True)
    (folder / "config" / "halls" / "demo.toml").write_text(
        demo.replace("http://127.0.0.1:8710", url), encoding="utf-8"
    )
    return folder / "config"
