"""What a dream leaves undone because the lesson would be the same without it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """Single savings, so that a benchmark can switch each off and show what it is worth.

    Args:
        settle: compare solutions while others are being drawn, and stop drawing once those
            cannot change the outcome.
        discard: run no solution whose text shows that it does not use its library, or that it
            uses a name which nothing defines.
    """

    settle: bool = True
    discard: bool = True


ALL_SAVINGS = Savings()
