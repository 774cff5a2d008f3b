"""Words survive the pipe; words that nobody knows are refused."""

import json

import pytest

from drivers import marshal
from drivers.pipe import PipeError
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    DeviceEvent,
    DeviceSpec,
    DeviceState,
    Status,
    Supply,
)

STATUS = Status(
    DeviceState.USER_ERROR,
    "paper.out",
    Action.CLEAR,
    Actor.STAFF,
    {"cover": "open"},
    {"paper": Supply.OUT},
    {"printed": 7},
    "simulated",
)
COMPLETION = Completion("p-1", CompletionCode.OUTCOME_UNKNOWN, "bus.gone", {"a": 1}, {"bytes_left": 7})
COMMAND = Command("p-1", "print_form", {"form": "ticket"}, 15_000, "t-1")
SPEC = DeviceSpec("p", "ticket_printer", "m:C", "/dev/usb/lp0", {"baud": 9600}, {"dots": 576}, "/tmp/r")


def through_json(message):
    return json.loads(json.dumps(message))


def test_every_word_comes_back_as_it_was():
    assert marshal.read_status(through_json(marshal.write_status(STATUS))) == STATUS
    assert marshal.read_completion(through_json(marshal.write_completion(COMPLETION))) == COMPLETION
    assert marshal.read_command(through_json(marshal.write_command(COMMAND))) == COMMAND
    assert marshal.read_spec(through_json(marshal.write_spec(SPEC))) == SPEC
    assert marshal.read_event({"event": "insertCard", "data": {}}) == DeviceEvent("insertCard")


@pytest.mark.parametrize(
    "wrong",
    [
        {"device": "fine"},
        {"device": None},
        {"action": "pray"},
        {"supplies": {"paper": "plenty"}},
        {"parts": {"cover": 1}},
        {"counters": {"printed": "7"}},
        {"counters": {"printed": True}},
        {"parts": []},
    ],
)
def test_a_status_with_an_unknown_word_is_refused(wrong):
    with pytest.raises(PipeError):
        marshal.read_status({**marshal.write_status(STATUS), **wrong})


def test_a_completion_with_an_unknown_code_is_refused():
    with pytest.raises(PipeError):
        marshal.read_completion({**marshal.write_completion(COMPLETION), "code": "ok"})


@pytest.mark.parametrize("value", [None, "print", [1], {"print": 1}])
def test_a_list_of_texts_that_is_none_is_refused(value):
    with pytest.raises(PipeError):
        marshal.texts({"side_effects": value}, "side_effects")
