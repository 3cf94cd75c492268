# --- code
def print_table(rows):
    """Print names and numbers in two columns."""
    width = max((len(name) for name, _ in rows), default=0)
    for name, number in rows:
        print(f"{name:<{width}} {number:>5}")

# --- tests
from solution import print_table


def test_two_rows(capsys):
    print_table([("apples", 3), ("figs", 120)])
    out = capsys.readouterr().out
    assert out == "apples     3\nfigs     120\n"


def test_no_rows(capsys):
    print_table([])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == ""


def test_one_row(capsys):
    print_table([("x", 1)])
    assert capsys.readouterr().out.splitlines() == ["x     1"]

# --- another
def print_table(rows):
    names = [len(row[0]) for row in rows] or [0]
    lines = [row[0].ljust(max(names)) + " " + str(row[1]).rjust(5) for row in rows]
    if lines:
        print("\n".join(lines))
