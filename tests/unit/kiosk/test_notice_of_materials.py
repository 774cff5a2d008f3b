"""The notice of materials: in which case one is needed stands on it, and on the page where it is handed in."""

import pytest

from hall.texts import load_texts
from kiosk.flows.filing.filing import Filing
from kiosk.views.filing.notice import condition, notice
from tests.support.filings import GUIDE, words

TEXTS = load_texts("zh")
CHILD = GUIDE.materials[1].model_copy(
    update={"name": words("户口簿"), "when": words("孩子一起登记时"), "source": words("公安机关签发")}
)


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ("optional", "什么时候要：孩子一起登记时"),
        ("sometimes", "什么时候要：孩子一起登记时"),
        ("always", ""),
    ],
)
def test_the_case_in_which_a_material_is_needed_is_shown(need, told):
    material = CHILD.model_copy(update={"need": need})
    assert condition(material, TEXTS) == told
    shown = notice(Filing(guide=GUIDE.model_copy(update={"materials": (material,)})), TEXTS).lines
    assert (told in "\n".join(shown)) is True


def test_one_that_nobody_has_to_hand_in_says_so_when_no_case_is_known():
    material = CHILD.model_copy(update={"need": "optional", "when": words("")})
    shown = notice(Filing(guide=GUIDE.model_copy(update={"materials": (material,)})), TEXTS).lines
    assert "可以不交" in "\n".join(shown)
