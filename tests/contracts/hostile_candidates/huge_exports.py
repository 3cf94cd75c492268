"""Defines so many names that telling them breaks the channel."""

globals().update({f"name_{n}_" + "\u00fc" * 20: len for n in range(60_000)})


def total(values):
    return 0
