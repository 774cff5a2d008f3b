"""`hallkit server trail`: says whether every step is as it was written, also against a head that somebody kept."""

import json
import sqlite3

import pytest

from hall.cli.main import main
from hall.domain.clock import SystemClock
from hall.domain.trail import Head
from hall.server.store import trail
from hall.server.store.catalogue import Catalogue
from hall.server.store.sqlite import FILE
from hall.server.store.store import Store
from hall.settings import CONFIG, load


@pytest.fixture
def folder(tmp_path):
    store = Store(tmp_path, SystemClock(), Catalogue(load(CONFIG / "halls" / "demo.toml")))
    for n in range(3):
        store._writer.submit(lambda tx, n=n: trail.step(tx, "notice.put", "duty", f"notice:{n}")).result(20)
    store.close()
    return tmp_path


def hallkit(capsys, *words, language="zh"):
    status = main(["--lang", language, "server", "trail", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def alter(folder, statement):
    with sqlite3.connect(folder / FILE) as raw:
        raw.execute(statement)
    raw.close()


def test_a_whole_trail_is_told_with_the_head_to_keep(folder, capsys):
    status, said, told = hallkit(capsys, "--data", folder)
    head = Head.of(said)
    assert (status, head.seq) == (0, 3)
    assert "完整" in told
    assert hallkit(capsys, "--data", folder, "--against", head.line())[0] == 0
    kept = folder / "kept.txt"
    kept.write_text(f"抄录\n{head.line()}\n", encoding="utf-8")
    assert hallkit(capsys, "--data", folder, "--against", kept)[0] == 0


def test_a_changed_step_has_a_status_of_its_own_and_says_where(folder, capsys):
    alter(folder, "UPDATE trail SET by = 'nobody' WHERE seq = 2")
    status, said, told = hallkit(capsys, "--data", folder, language="en")
    assert status == 11
    assert "broken at step 2" in told
    status, said, _ = hallkit(capsys, "--data", folder, "--json")
    found = json.loads(said)
    assert (status, found["ok"], found["error"], found["where"]) == (
        11,
        False,
        "trail.trail.step",
        {"seq": 2},
    )


def test_an_end_that_was_cut_off_is_found_by_a_kept_head_alone(folder, capsys):
    head = Head.of(hallkit(capsys, "--data", folder)[1])
    alter(folder, "DELETE FROM trail WHERE seq = 3")
    assert hallkit(capsys, "--data", folder)[0] == 0
    status, _, told = hallkit(capsys, "--data", folder, "--against", head.line())
    assert status == 11
    assert "现在只有 2 步" in told


def test_what_is_no_head_and_a_folder_without_data_are_refused(folder, capsys, tmp_path):
    status, _, told = hallkit(capsys, "--data", folder, "--against", "abc")
    assert status == 2
    assert "不是链头" in told
    (tmp_path / "empty").mkdir()
    assert hallkit(capsys, "--data", tmp_path / "empty")[0] == 2
