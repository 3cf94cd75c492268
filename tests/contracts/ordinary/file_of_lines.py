# --- code
from pathlib import Path


def save_lines(path, lines):
    """Write lines, sorted and each once; how many there are."""
    unique = sorted(set(lines))
    Path(path).write_text("".join(f"{line}\n" for line in unique), encoding="utf-8")
    return len(unique)

# --- tests
from solution import save_lines


def test_written(tmp_path):
    target = tmp_path / "lines.txt"
    assert save_lines(target, ["b", "a", "b"]) == 2
    assert target.read_text() == "a\nb\n"


def test_as_text(tmp_path):
    target = tmp_path / "other.txt"
    assert save_lines(str(target), []) == 0
    assert target.exists()
    assert target.read_text() == ""


def test_written_again(tmp_path):
    target = tmp_path / "again.txt"
    target.write_text("old\n")
    save_lines(target, ["new"])
    assert target.read_text() == "new\n"

# --- another
def save_lines(path, lines):
    kept = []
    for line in sorted(lines):
        if line not in kept:
            kept.append(line)
    with open(path, "w", encoding="utf-8") as file:
        for line in kept:
            file.write(line + "\n")
    return len(kept)
