"""The stream between host and supervisor."""

import json

import pytest

from dreamer_app.sandbox.frames import (
    FRAME_LIMIT,
    Decoder,
    FrameError,
    decode_json,
    encode_json,
    fields,
    message,
    pack,
)


def test_messages_are_found_however_the_stream_is_cut() -> None:
    stream = message(b"R", b"") + message(b"F", b"abc") + message(b"X", b"\0" * 300)
    decoder = Decoder()

    found = [one for byte in stream for one in decoder.feed(bytes([byte]))]

    assert found == [(b"R", b""), (b"F", b"abc"), (b"X", b"\0" * 300)]


@pytest.mark.parametrize("start", [b"Z\0\0\0\0", b"F\xff\xff\xff\xff", b"hello world"])
def test_what_begins_no_message_is_refused_at_once(start: bytes) -> None:
    with pytest.raises(FrameError):
        list(Decoder().feed(start))


@pytest.mark.parametrize("parts", [[], [b""], [b"a", b"", b"\0" * 70000]])
def test_fields_come_back_as_they_were_packed(parts: list[bytes]) -> None:
    assert fields(pack(parts)) == parts


@pytest.mark.parametrize("payload", [b"\0", b"\0\0\0\5abcd", b"\xff\xff\xff\xff"])
def test_fields_that_are_cut_off_are_refused(payload: bytes) -> None:
    with pytest.raises(FrameError):
        fields(payload)


@pytest.mark.parametrize(
    "payload", [b"", b"{", b"\xff", b"[" * 10**6, b"1" * 10**6, b'"\xed\xa0\x80"']
)
def test_a_hostile_payload_is_an_error_of_its_own_kind(payload: bytes) -> None:
    with pytest.raises(FrameError):
        decode_json(payload)


def test_values_survive_the_way() -> None:
    value = {"a": [1, 2.5, None, True, "\ud800", "ü\0"]}

    assert decode_json(encode_json(value)) == json.loads(json.dumps(value))


def test_a_value_beyond_the_limit_is_refused() -> None:
    with pytest.raises(FrameError):
        encode_json("x" * FRAME_LIMIT)
