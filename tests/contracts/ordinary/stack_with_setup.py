# --- code
class Stack:
    """Last in, first out."""

    def __init__(self):
        self._items = []

    def push(self, item):
        self._items.append(item)

    def pop(self):
        if not self._items:
            raise IndexError("pop from an empty stack")
        return self._items.pop()

    def __len__(self):
        return len(self._items)

# --- tests
import unittest

from solution import Stack


class TestStack(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()

    def test_last_in_first_out(self):
        self.stack.push(1)
        self.stack.push(2)
        self.assertEqual(self.stack.pop(), 2)
        self.assertEqual(self.stack.pop(), 1)

    def test_length(self):
        self.assertEqual(len(self.stack), 0)
        self.stack.push("a")
        self.assertEqual(len(self.stack), 1)

    def test_empty(self):
        with self.assertRaisesRegex(IndexError, "^pop from an empty stack$"):
            self.stack.pop()
        self.stack.push(5)
        self.assertEqual(self.stack.pop(), 5)


if __name__ == "__main__":
    unittest.main()

# --- another
class Stack:
    def __init__(self):
        self.inside = ()

    def push(self, item):
        self.inside = (item, self.inside)

    def pop(self):
        if self.inside == ():
            raise IndexError("pop from an empty stack")
        item, self.inside = self.inside
        return item

    def __len__(self):
        count, rest = 0, self.inside
        while rest:
            count, rest = count + 1, rest[1]
        return count
