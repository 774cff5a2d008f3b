"""Each word of a guide has its text, and no text is for a word that no guide has."""

from hall.contract.guides import CaseClass, Delivery, Online, Way
from hall.guides.book import SAMPLES, load
from hall.guides.lacking import lacks
from hall.guides.topics import _TOPICS, material_line, topics
from hall.texts import load_texts

TEXTS = load_texts("zh")


def keys(group):
    return {key.rpartition(".")[2] for key in TEXTS.table if key.startswith(f"guide.{group}.")}


def test_words_and_texts_are_the_same():
    assert keys("class") == {each.value for each in CaseClass}
    assert keys("way") == {each.value for each in Way}
    assert keys("delivery") == {each.value for each in Delivery}
    assert keys("link") == set(Online.model_fields)
    assert keys("topic") == {*_TOPICS, "sample"}
    bare = load([SAMPLES]).by_id["small-shop"].model_copy(update={"materials": (), "basis": (), "steps": ()})
    assert set(lacks(bare)) <= keys("element")


def test_the_whole_example_says_every_topic_in_the_order_people_ask():
    found = [each.key for each in topics(load([SAMPLES]).by_id["residence-permit"], TEXTS)]
    assert found[:5] == ["bring", "where", "time", "fee", "steps"]
    assert {key.partition("-")[0] for key in found} == keys("topic")


def test_what_is_known_already_need_not_be_brought_and_what_may_follow_says_by_when():
    lines = [material_line(each, TEXTS) for each in load([SAMPLES]).by_id["residence-permit"].materials]
    assert "可以先办，5 天内补交" in lines[1]
    assert "可以书面承诺代替" in lines[2]
    assert lines[2].startswith("租房合同（租房住的）")
    assert lines[-1].startswith("本县社会保险缴费记录（凭稳定就业申请时）\n系统里查得到，不用带")
