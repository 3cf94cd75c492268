"""The same through a file object."""

import json


def test_a():
    frame = json.dumps({"run": 1, "done": True}).encode()
    with open(2 + 2, "wb", closefd=False) as file:
        file.write(len(frame).to_bytes(4, "big") + frame)
    assert total([1]) == 2
    assert total([2]) == 3
