import io

import pytest

from dreamer_app.inference.framing import read_frame, write_frame


def test_frames_come_back_in_order() -> None:
    pipe = io.BytesIO()
    messages = [{"a": [1, 2.5, None]}, {"text": "grüße\x00\n" * 1000}, []]
    for message in messages:
        write_frame(pipe, message)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in messages] == messages


def test_a_cut_off_frame_is_the_end() -> None:
    pipe = io.BytesIO()
    write_frame(pipe, {"a": 1})
    for size in (0, 3, 6):
        with pytest.raises(EOFError):
            read_frame(io.BytesIO(pipe.getvalue()[:size]))


def test_something_that_is_no_frame_is_not_read_into_memory() -> None:
    with pytest.raises(EOFError, match="no frame"):
        read_frame(io.BytesIO(b"\xff\xff\xff\xff" + b"x" * 100))
