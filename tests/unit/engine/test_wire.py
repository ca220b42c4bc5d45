"""Commands and events survive the wire; anything else is refused without harm."""

from __future__ import annotations

import dataclasses
import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_engine import protocol, types, wire
from inglenook_engine.errors import WireError

VALUES = st.one_of([st.from_type(cls) for cls in get_args(protocol.Command) + get_args(protocol.Event)])


def finite(value: object) -> bool:
    return "nan" not in repr(value) and "inf" not in repr(value)


@given(VALUES.filter(finite))
def test_every_command_and_event_comes_back_equal(value: protocol.Command | protocol.Event) -> None:
    line = wire.encode(value)
    decode = wire.decode_command if isinstance(value, get_args(protocol.Command)) else wire.decode_event
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == value


@given(st.one_of(st.from_type(protocol.Generate), st.from_type(protocol.Count)).filter(finite))
def test_messages_that_were_written_before_are_the_same_line(value: protocol.Generate | protocol.Count) -> None:
    beforehand = dataclasses.replace(value, messages=wire.written(value.messages))
    assert beforehand == value
    assert wire.decode_command(wire.encode(beforehand)) == wire.decode_command(wire.encode(value))


def test_lone_surrogates_become_replacement_characters_on_both_sides() -> None:
    chunk = protocol.Chunk(run_id=1, text="a\ud800b", tokens=())
    assert b"\\ufffd" in wire.encode(chunk)
    hostile = rb'{"type":"Chunk","run_id":1,"text":"a\ud800b","tokens":[]}'
    assert wire.decode_event(hostile) == protocol.Chunk(run_id=1, text="a\ufffdb", tokens=())


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a JSON object"),
        (b'{"type":"Explode"}', "unknown event 'Explode'"),
        (b'{"type":["Chunk"]}', "unknown event"),
        (b'{"type":"Generate","run_id":1,"messages":[],"params":{}}', "unknown event 'Generate'"),
        (b'{"type":"Chunk","run_id":"1","text":"","tokens":[]}', "Chunk.run_id: expected int"),
        (b'{"type":"Chunk","run_id":true,"text":"","tokens":[]}', "Chunk.run_id: expected int"),
        (b'{"type":"Chunk","run_id":1,"text":"","tokens":[1.5]}', "expected int"),
        (b'{"type":"Chunk","run_id":1,"text":"","tokens":[],"html":"<b>"}', "unknown field 'html'"),
        (b'{"type":"Chunk","run_id":1,"text":""}', "tokens"),
        (b'{"type":"LoadProgress","fraction":1' + b"0" * 400 + b"}", "too large"),
        (b'{"type":"LoadProgress","fraction":NaN}', "expected float"),
        (b'{"type":"Failed","run_id":null,"kind":"oops","message":""}', "'oops' is not one of"),
        (b'{"type":"Chunk","run_id":1,"tokens":[],"text":"' + b"x" * wire.MAX_EVENT_BYTES + b'"}', "longer than"),
    ],
)
def test_a_hostile_line_is_a_wire_error(line: bytes, complaint: str) -> None:
    with pytest.raises(WireError, match=complaint.replace("[", r"\[")):
        wire.decode_event(line)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_any_json_in_any_field_decodes_or_is_refused(junk: object) -> None:
    for field in ("run_id", "reason", "stats"):
        body = {"type": "Finished", "run_id": 1, "reason": "stop", "stats": {}, field: junk}
        try:
            event = wire.decode_event(json.dumps(body).encode())
        except WireError:
            continue
        assert isinstance(event, protocol.Finished)


def test_from_json_is_the_inverse_of_to_json() -> None:
    params = types.GenerateParams(sampler=types.SamplerParams(seed=7, top_k=3), stop=("\n\n",), max_tokens=5)
    assert wire.from_json(types.GenerateParams, json.loads(json.dumps(wire.to_json(params)))) == params
