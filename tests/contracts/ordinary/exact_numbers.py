# --- code
from decimal import Decimal, ROUND_HALF_UP
from fractions import Fraction


def split_bill(total, people):
    """What each pays in cents, exactly, and the exact share."""
    share = Fraction(total) / people
    rounded = Decimal(share.numerator) / Decimal(share.denominator)
    return rounded.quantize(Decimal("0.01"), ROUND_HALF_UP), share

# --- tests
from decimal import Decimal
from fractions import Fraction

from solution import split_bill


def test_even():
    assert split_bill(Decimal("10.00"), 4) == (Decimal("2.50"), Fraction(5, 2))


def test_uneven():
    each, share = split_bill(Decimal("10"), 3)
    assert each == Decimal("3.33")
    assert share == Fraction(10, 3)


def test_half_goes_up():
    each, share = split_bill(Decimal("0.25"), 2)
    assert each == Decimal("0.13")
    assert share == Fraction(1, 8)

# --- another
import decimal
import fractions


def split_bill(total, people):
    share = fractions.Fraction(total) * fractions.Fraction(1, people)
    cents = int(share * 100 + fractions.Fraction(1, 2))
    return decimal.Decimal(cents) / 100, share
