# --- code
from abc import ABC, abstractmethod


class Shape(ABC):
    """Something with an area."""

    @abstractmethod
    def area(self):
        """How much of the plane it covers."""

    def is_larger_than(self, other):
        return self.area() > other.area()


class Rectangle(Shape):
    def __init__(self, width, height):
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)


def largest(shapes):
    """The shape with the largest area, the first of several."""
    found = None
    for shape in shapes:
        if found is None or shape.is_larger_than(found):
            found = shape
    return found

# --- tests
import pytest

from solution import Rectangle, Shape, Square, largest


def test_areas():
    assert Rectangle(2, 3).area() == 6
    assert Square(4).area() == 16


def test_kinds():
    assert isinstance(Square(1), Rectangle)
    assert isinstance(Square(1), Shape)
    assert issubclass(Square, Shape)
    assert not isinstance(Rectangle(1, 2), Square)


def test_shape_is_abstract():
    with pytest.raises(TypeError):
        Shape()


def test_largest():
    small, large = Square(2), Rectangle(3, 3)
    assert largest([small, large]) is large
    assert largest([large, Square(3)]) is large
    assert largest([]) is None


def test_comparison():
    assert Square(3).is_larger_than(Square(2))
    assert not Square(2).is_larger_than(Square(2))

# --- another
import abc


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        raise NotImplementedError

    def is_larger_than(self, other):
        return other.area() < self.area()


class Rectangle(Shape):
    def __init__(self, width, height):
        self.sides = (width, height)

    def area(self):
        width, height = self.sides
        return width * height


class Square(Rectangle):
    def __init__(self, side):
        Rectangle.__init__(self, side, side)


def largest(shapes):
    return max(shapes, key=lambda shape: shape.area(), default=None)
