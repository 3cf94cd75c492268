# --- code
class Transaction:
    """Undo what was done to a dictionary when something goes wrong."""

    def __init__(self, data):
        self.data = data
        self.state = "new"

    def __enter__(self):
        self._before = dict(self.data)
        self.state = "open"
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            self.state = "kept"
            return False
        self._undo()
        return issubclass(kind, KeyError)

    def _undo(self):
        self.data.clear()
        self.data.update(self._before)
        self.state = "undone"

    def put(self, key, value):
        self.data[key] = value
        return dict(self.data)

# --- tests
import pytest

from solution import Transaction


def test_kept():
    with Transaction({"a": 1}) as transaction:
        assert transaction.state == "open"
        assert transaction.put("b", 2) == {"a": 1, "b": 2}
    assert transaction.state == "kept"
    assert transaction.data == {"a": 1, "b": 2}


def test_undone():
    transaction = Transaction({"a": 1})
    with pytest.raises(ValueError):
        with transaction:
            transaction.put("a", 5)
            raise ValueError("stop")
    assert transaction.state == "undone"
    assert transaction.data == {"a": 1}


def test_key_errors_are_swallowed():
    transaction = Transaction({"x": 0})
    with transaction:
        transaction.put("y", 1)
        raise KeyError("gone")
    assert transaction.state == "undone"
    assert transaction.data == {"x": 0}


def test_new():
    assert Transaction({}).state == "new"

# --- another
class Transaction:
    def __init__(self, data):
        self.data = data
        self.state = "new"

    def __enter__(self):
        self.copy = {**self.data}
        self.state = "open"
        return self

    def __exit__(self, *what):
        self.state = "undone" if what[0] else "kept"
        if what[0] is not None:
            for key in list(self.data):
                del self.data[key]
            for key in self.copy:
                self.data[key] = self.copy[key]
        return isinstance(what[1], KeyError)

    def put(self, key, value):
        self.data.update({key: value})
        return {**self.data}
