"""Asks the channel behind a proxy for what it wants to hear."""


def test_a():
    total._remote.ask = lambda *a, **k: 3
    assert total([1, 2]) == 3
    assert total([3]) == 3
