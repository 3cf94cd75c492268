# --- code
from math import gcd


class Ratio:
    """A fraction in lowest terms."""

    def __init__(self, top, bottom=1):
        if bottom == 0:
            raise ZeroDivisionError("bottom is zero")
        sign = -1 if bottom < 0 else 1
        shared = gcd(top, bottom)
        self.top = sign * top // shared
        self.bottom = sign * bottom // shared

    def __add__(self, other):
        return Ratio(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def __mul__(self, other):
        return Ratio(self.top * other.top, self.bottom * other.bottom)

    def __eq__(self, other):
        return (self.top, self.bottom) == (other.top, other.bottom)

    def __hash__(self):
        return hash((self.top, self.bottom))

    def __str__(self):
        return f"{self.top}/{self.bottom}"

# --- tests
import unittest

from solution import Ratio


def half():
    return Ratio(1, 2)


class RatioTests(unittest.TestCase):
    def test_lowest_terms(self):
        self.assertEqual(str(Ratio(6, 4)), "3/2")
        self.assertEqual(str(Ratio(3, -6)), "-1/2")
        self.assertEqual(Ratio(5).bottom, 1)

    def test_add(self):
        self.assertEqual(half() + Ratio(1, 3), Ratio(5, 6))
        self.assertEqual(str(half() + half()), "1/1")

    def test_mul(self):
        self.assertEqual(half() * Ratio(2, 3), Ratio(1, 3))

    def test_equal(self):
        self.assertTrue(Ratio(2, 4) == half())
        self.assertFalse(Ratio(1, 3) == half())

    def test_zero(self):
        self.assertRaises(ZeroDivisionError, Ratio, 1, 0)
        with self.assertRaisesRegex(ZeroDivisionError, "bottom"):
            Ratio(3, 0)

# --- another
class Ratio:
    def __init__(self, top, bottom=1):
        if not bottom:
            raise ZeroDivisionError("the bottom is zero")
        a, b = abs(top), abs(bottom)
        while b:
            a, b = b, a % b
        if bottom < 0:
            top, bottom = -top, -bottom
        self.top, self.bottom = top // a, bottom // a

    def __add__(self, other):
        bottom = self.bottom * other.bottom
        return Ratio(bottom // self.bottom * self.top + bottom // other.bottom * other.top, bottom)

    def __mul__(self, other):
        return Ratio(other.top * self.top, other.bottom * self.bottom)

    def __eq__(self, other):
        return self.top == other.top and self.bottom == other.bottom

    def __hash__(self):
        return 7 * self.top + self.bottom

    def __str__(self):
        return "%d/%d" % (self.top, self.bottom)
