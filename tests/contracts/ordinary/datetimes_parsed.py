# --- code
from datetime import datetime


def parse_log_time(line):
    """The moment at the start of a line of a log."""
    stamp, _, _ = line.partition(" ")
    moment = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S")
    return moment if type(moment) is datetime else None

# --- tests
import datetime
import unittest

import solution


class ParseLogTimeTest(unittest.TestCase):
    def test_plain_line(self):
        self.assertEqual(
            solution.parse_log_time("2024-05-01T10:20:30 started"),
            datetime.datetime(2024, 5, 1, 10, 20, 30),
        )

    def test_end_of_year(self):
        moment = solution.parse_log_time("1999-12-31T23:59:59 over and out")
        self.assertEqual(moment.year, 1999)
        self.assertEqual(moment, datetime.datetime(1999, 12, 31, 23, 59, 59))

    def test_no_time(self):
        with self.assertRaises(ValueError):
            solution.parse_log_time("nothing here")
        with self.assertRaises(ValueError):
            solution.parse_log_time("")

# --- another
import datetime


def parse_log_time(line):
    words = line.split(" ")
    return datetime.datetime.strptime(words[0], "%Y-%m-%dT%H:%M:%S")
