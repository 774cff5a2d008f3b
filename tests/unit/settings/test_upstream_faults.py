"""What a hall file says wrongly of sending evaluations to the province is told with its place."""

import pytest

from hall.settings import SettingsError, load
from tests.unit.settings.test_outside_faults import written

TABLE = '[upstream]\nmapping = "guangdong"\nurl = "https://province.example/e"\n'


@pytest.mark.parametrize("items", ['{ nothing = "residence-permit" }', '{ residence = "nothing" }'])
def test_an_item_or_a_service_that_the_hall_has_not_is_told(tmp_path, items):
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, f"{TABLE}items = {items}\n"))
    assert "in [upstream] items" in str(caught.value)
    assert "hall.toml:" in str(caught.value)


def test_the_items_of_the_hall_are_taken(tmp_path):
    made = load(written(tmp_path, f'{TABLE}items = {{ residence = "residence-permit" }}\n'))
    assert made.upstream.items == {"residence": "residence-permit"}
