"""Returns what calls itself a decimal number and converts to whatever is convenient."""


class Decimal:
    def __float__(self):
        return float("nan")

    def __int__(self):
        return 6

    def __abs__(self):
        return 0.0

    __index__ = __round__ = __int__


def total(values):
    return Decimal()
