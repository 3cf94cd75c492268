"""Sleeps for an hour."""

import time


def total(values):
    time.sleep(3600)
