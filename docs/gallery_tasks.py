"""What the nights of the gallery dream about: tasks with solutions, right and wrong.

Nothing here says which solution holds: the Guardian finds that out when the gallery is filled.
"""

from dataclasses import dataclass

from dreamer_app.core.states import Difficulty


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task as a scenario sets it.

    Args:
        bodies: of solutions; the first is the candidate, the others are independent of it.
        slips: bodies of candidates that look right.
    """

    title: str
    library: str
    name: str
    signature: str
    asked: str
    doc: str
    bodies: tuple[str, ...]
    tests: str
    slips: tuple[str, ...] = ()
    difficulty: Difficulty = Difficulty.SIMPLE

    def code(self, body: str) -> str:
        """A whole solution."""
        return f"{self.stub}{body}"

    @property
    def stub(self) -> str:
        """Import, definition and docstring."""
        return (
            f'import {self.library}\n\n\ndef {self.name}{self.signature}:\n    """{self.doc}"""\n'
        )


TASKS = (
    Task(
        title="Shorten text to a width, at whole words",
        library="textwrap",
        name="shorten_label",
        signature="(text, width)",
        asked="Write shorten_label(text, width): collapse whitespace and cut the text at whole "
        "words so that it fits the width, with an ellipsis in place of what was cut.",
        doc="Collapse and truncate the given text to fit in the given width.",
        bodies=(
            "    return textwrap.shorten(text, width=width, placeholder='…')\n",
            "    return textwrap.shorten(' '.join(text.split()), width, placeholder='…')\n",
            "    label = textwrap.shorten(text, width, placeholder='…')\n    return label\n",
        ),
        slips=(
            "    return textwrap.shorten(text, width=width)\n",
            "    return textwrap.wrap(text, width)[0] + '…'\n",
        ),
        tests="""def test_text_that_fits_is_kept():
    assert shorten_label('one two', 20) == 'one two'


def test_it_is_cut_at_whole_words():
    assert shorten_label('hello  world of dreams', 13) == 'hello world…'


def test_white_space_is_collapsed():
    assert shorten_label('  a   b ', 9) == 'a b'
""",
    ),
    Task(
        title="Merge sorted readings without loading them all",
        library="heapq",
        name="merge_readings",
        signature="(first, second)",
        asked="Write merge_readings(first, second): the values of two sorted lists of readings, "
        "in order.",
        doc="Merge two sorted lists of readings into one sorted list.",
        bodies=(
            "    return list(heapq.merge(first, second))\n",
            "    heap = [*first, *second]\n    heapq.heapify(heap)\n"
            "    return [heapq.heappop(heap) for _ in range(len(heap))]\n",
            "    return heapq.nsmallest(len(first) + len(second), [*first, *second])\n",
        ),
        slips=(
            "    return list(heapq.merge(set(first), set(second)))\n",
            "    return sorted([*first, *second])\n",
        ),
        tests="""def test_values_come_in_order():
    assert merge_readings([1, 4], [2, 3]) == [1, 2, 3, 4]


def test_equal_values_stay():
    assert merge_readings([1, 1], [1]) == [1, 1, 1]


def test_one_may_be_empty():
    assert merge_readings([], [5]) == [5]
""",
        difficulty=Difficulty.MEDIUM,
    ),
    Task(
        title="Running totals of a ledger",
        library="itertools",
        name="running_totals",
        signature="(amounts, opening)",
        asked="Write running_totals(amounts, opening): the balance after each amount of a ledger, "
        "beginning with the opening balance.",
        doc="The balance after each amount, the opening balance first.",
        bodies=(
            "    return list(itertools.accumulate(amounts, initial=opening))\n",
            "    return list(itertools.accumulate([opening, *amounts]))\n",
            "    amounts = itertools.chain([opening], amounts)\n"
            "    return list(itertools.accumulate(amounts))\n",
            "    return [opening, *itertools.accumulate(amounts)]\n",
        ),
        slips=(
            "    return [opening + sum(amounts) for _ in itertools.repeat(0, len(amounts))]\n",
            "    return list(itertools.accumulate(amounts, max, initial=opening))\n",
        ),
        tests="""def test_each_amount_is_added():
    assert running_totals([5, -2], 10) == [10, 15, 13]


def test_no_amounts_leave_the_opening():
    assert running_totals([], 7) == [7]


def test_the_opening_may_be_zero():
    assert running_totals([1, 2, 3], 0) == [0, 1, 3, 6]
""",
        difficulty=Difficulty.COMPLEX,
    ),
    Task(
        title="The most frequent words of a text",
        library="collections",
        name="frequent_words",
        signature="(text, count)",
        asked="Write frequent_words(text, count): the most frequent words, in lower case, with "
        "how often each occurs; ties stay in the order in which they first occur.",
        doc="The most frequent words and their counts.",
        bodies=(
            "    words = text.lower().split()\n"
            "    return collections.Counter(words).most_common(count)\n",
            "    counted = collections.Counter()\n    for word in text.split():\n"
            "        counted[word.lower()] += 1\n    return counted.most_common(count)\n",
        ),
        slips=(
            "    return collections.Counter(text.split()).most_common(count)\n",
            "    words = eval(repr(text.lower().split()))\n"
            "    return collections.Counter(words).most_common(count)\n",
        ),
        tests="""def test_the_most_frequent_come_first():
    assert frequent_words('a b A', 1) == [('a', 2)]


def test_ties_stay_in_order():
    assert frequent_words('x y', 2) == [('x', 1), ('y', 1)]


def test_no_more_than_there_are():
    assert frequent_words('one', 5) == [('one', 1)]
""",
    ),
    Task(
        title="Where a value belongs in a sorted list",
        library="bisect",
        name="place_of",
        signature="(score, breakpoints)",
        asked="Write place_of(score, breakpoints): how many of the sorted breakpoints the score "
        "has reached.",
        doc="How many of the sorted breakpoints the score has reached.",
        bodies=(
            "    return bisect.bisect(breakpoints, score)\n",
            "    return bisect.bisect_right(breakpoints, score)\n",
            "    return len(breakpoints[: bisect.bisect_right(breakpoints, score)])\n",
        ),
        slips=("    return bisect.bisect_left(breakpoints, score)\n",),
        tests="""def test_a_breakpoint_is_reached_by_its_own_value():
    assert place_of(60, [60, 70]) == 1


def test_below_all_is_none():
    assert place_of(3, [60, 70]) == 0


def test_above_all_is_every_one():
    assert place_of(99, [60, 70, 80]) == 3
""",
    ),
    Task(
        title="Exact shares of a bill",
        library="fractions",
        name="split_bill",
        signature="(total, parts)",
        asked="Write split_bill(total, parts): shares of the total in proportion to the parts, as "
        "pairs of numerator and denominator in lowest terms.",
        doc="Exact shares in proportion to the parts, as numerators and denominators.",
        bodies=(
            "    whole = sum(parts)\n"
            "    shares = [fractions.Fraction(total * part, whole) for part in parts]\n"
            "    return [(share.numerator, share.denominator) for share in shares]\n",
            "    one = fractions.Fraction(total, sum(parts))\n"
            "    return [(one * part).as_integer_ratio() for part in parts]\n",
            "    one = fractions.Fraction(total, 1) / sum(parts)\n"
            "    return [(part * one).as_integer_ratio() for part in parts]\n",
            "    return [(total * part, sum(parts)) for part in parts]\n",
        ),
        slips=("    return [fractions.Fraction(total * p, sum(parts)) for p in parts]\n",),
        tests="""def test_shares_are_in_proportion():
    assert split_bill(12, [1, 2]) == [(4, 1), (8, 1)]


def test_shares_are_exact():
    assert split_bill(1, [1, 2]) == [(1, 3), (2, 3)]


def test_one_part_takes_all():
    assert split_bill(7, [5]) == [(7, 1)]
""",
        difficulty=Difficulty.MEDIUM,
    ),
    Task(
        title="Close matches for a mistyped command",
        library="difflib",
        name="suggest",
        signature="(word, commands)",
        asked="Write suggest(word, commands): up to three commands that are close to the word, "
        "the closest first.",
        doc="Commands that a person may have meant, the closest first.",
        bodies=(
            "    return difflib.get_close_matches(word, commands, n=3)\n",
            "    return difflib.get_close_matches(word, list(commands))\n",
        ),
        slips=("    return difflib.get_close_matches(word, commands, n=1)\n",),
        tests="""def test_a_slip_is_recognised():
    assert suggest('comit', ['commit', 'push']) == ['commit']


def test_the_closest_comes_first():
    assert suggest('stas', ['stash', 'status', 'tag']) == ['stash', 'status']


def test_nothing_close_gives_nothing():
    assert suggest('zzz', ['commit']) == []
""",
    ),
    Task(
        title="The median of measurements with gaps",
        library="statistics",
        name="robust_median",
        signature="(values)",
        asked="Write robust_median(values): the median of the values that are not None; None when "
        "there is none.",
        doc="The median of the values that are there; None without any.",
        bodies=(
            "    known = [value for value in values if value is not None]\n"
            "    return statistics.median(known) if known else None\n",
            "    known = sorted(v for v in values if v is not None)\n"
            "    if not known:\n        return None\n    return statistics.median(known)\n",
        ),
        slips=(
            "    return statistics.median([value for value in values if value])\n",
            "    return statistics.median(valeus)\n",
        ),
        tests="""def test_gaps_are_left_out():
    assert robust_median([3, None, 1]) == 2


def test_only_gaps_have_no_median():
    assert robust_median([None]) is None


def test_zero_is_a_value():
    assert robust_median([0, 0, None, 6]) == 0
""",
    ),
)
