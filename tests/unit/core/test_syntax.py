import ast
import gc
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from dreamer_app.core import syntax

SOURCE = "\n".join(f"def f{n}(a):\n    return [a + {n} for b in a if b]\n" for n in range(200))


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Threads take turns as often as they can, also within the making of a tree."""
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(50)
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*thresholds)


class Knot:
    """Rubbish that takes its time to be collected, so that other threads get a turn."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        for _ in range(50):
            pass


def trees(parse: Callable[[str], ast.Module]) -> list[ast.Module]:
    made: list[ast.Module] = []

    def work() -> None:
        for _ in range(20):
            Knot()
            made.append(parse(SOURCE))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return made


@pytest.mark.usefixtures("eager_threads")
def test_threads_that_parse_beside_each_other_all_get_their_tree() -> None:
    assert len(trees(syntax.parse)) == 80


@pytest.mark.usefixtures("eager_threads")
def test_threads_may_read_literals_meanwhile() -> None:
    text = repr([[n, str(n)] for n in range(300)])
    assert len(trees(lambda source: syntax.literal(text) and syntax.parse(source))) == 80


@pytest.mark.parametrize(
    ("source", "error"), [("def f(:", SyntaxError), ("(" * 5000 + ")" * 5000, Exception)]
)
def test_what_is_no_python_is_told_as_by_python(source: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        syntax.parse(source)
