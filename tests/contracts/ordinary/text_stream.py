# --- code
import csv


def totals(stream):
    """Sums of the numbers of each name in a stream of comma-separated lines."""
    found = {}
    for name, number in csv.reader(stream):
        found[name] = found.get(name, 0) + int(number)
    return found


def write_totals(stream, found):
    """Write names and sums, sorted by name."""
    writer = csv.writer(stream, lineterminator="\n")
    for name in sorted(found):
        writer.writerow([name, found[name]])

# --- tests
import io

from solution import totals, write_totals


def test_read():
    assert totals(io.StringIO("a,1\nb,2\na,3\n")) == {"a": 4, "b": 2}
    assert totals(io.StringIO("")) == {}


def test_write():
    stream = io.StringIO()
    write_totals(stream, {"b": 2, "a": 4})
    assert stream.getvalue() == "a,4\nb,2\n"


def test_both():
    stream = io.StringIO()
    write_totals(stream, {"x": 5})
    stream.seek(0)
    assert totals(stream) == {"x": 5}

# --- another
def totals(stream):
    found = {}
    for line in stream.read().splitlines():
        name, number = line.split(",")
        found.setdefault(name, 0)
        found[name] += int(number)
    return found


def write_totals(stream, found):
    for name, number in sorted(found.items()):
        stream.write(f"{name},{number}\n")
