"""Services outside the hall that a hall file says wrongly are told with their place, and their secrets are shown nowhere."""

import pytest

from hall.settings import SettingsError, load
from tests.unit.settings.test_hall_file_faults import DEMO

KEY = 'key = "agreed on with nobody"\n'


def written(tmp_path, tables):
    path = tmp_path / "hall.toml"
    path.write_text(DEMO.read_text(encoding="utf-8") + tables, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ('[licences]\nurl = "https://licences.example"\n', "[licences] 写了 url，也要写 key"),
        ('[seals]\nurl = "https://seals.example"\n', "[seals] has a url and needs its key"),
        ('[licences]\nurl = "https://licences.example"\nkey = "short"\n', "key"),
        (f'[licences]\nurl = "licences.example"\n{KEY}', "url"),
        ('[seals]\npicture = "../seal.png"\n', "picture"),
        (f'[licences]\nurl = "http://licences.example"\n{KEY}', "[licences] 的 url 要用 https"),
        (f'[seals]\nurl = "http://10.0.0.5:8443/seal"\n{KEY}', "the url of [seals] must be https"),
        (f'[seals]\nurl = "http://127.0.0.1@seals.example"\n{KEY}', "the url of [seals] must be https"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, tables, told):
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, tables))
    assert told in str(caught.value)
    assert "hall.toml:" in str(caught.value)
    assert "agreed on" not in str(caught.value)


def test_a_missing_key_and_a_plain_address_are_told_at_once(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, '[licences]\nurl = "http://licences.example"\n'))
    assert "也要写 key" in str(caught.value)
    assert "要用 https" in str(caught.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8600", "http://localhost/s", "http://[::1]:8600"])
def test_plain_http_on_this_machine_is_taken(tmp_path, url):
    assert load(written(tmp_path, f'[seals]\nurl = "{url}"\n{KEY}')).seals.url == url


def test_what_is_right_is_read_and_the_secret_is_in_no_text(tmp_path):
    found = load(written(tmp_path, f'[seals]\nurl = "https://seals.example"\n{KEY}picture = "seal.png"\n'))
    assert (found.seals.key, found.seals.picture) == ("agreed on with nobody", "seal.png")
    assert "agreed on" not in repr(found)
    assert not found.licences.url
