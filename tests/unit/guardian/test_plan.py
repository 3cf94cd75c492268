"""What a test file holds, read from its source."""

from dreamer_app.guardian.checks.parses_sane import class_names
from dreamer_app.guardian.parsing import parse
from dreamer_app.guardian.plan import make_plan


def plan_of(source: str, entry: str = "f"):  # type: ignore[no-untyped-def]
    return make_plan(source, parse(source), entry)


def test_functions_and_methods_are_counted_from_the_source() -> None:
    source = (
        "def test_a(): pass\nclass TestB:\n    def test_c(self): pass\n    def helper(self): pass\n"
    )
    assert plan_of(source).names == ("test_a", "TestB::test_c")


def test_bare_assertions_are_a_test_of_their_own() -> None:
    assert plan_of("assert f(1) == 2").names == ("<module>",)


def test_a_check_function_is_a_test_that_gets_the_candidate() -> None:
    plan = plan_of("def check(candidate):\n    assert candidate(1) == 2\n")
    assert (plan.names, plan.check) == (("check",), "check")


def test_a_test_that_a_condition_hides_is_still_expected() -> None:
    assert plan_of("if False:\n    def test_a(): pass\n").names == ("test_a",)


def test_only_names_that_the_tests_use_come_from_the_candidate() -> None:
    plan = plan_of(
        "from solution import helper\ndef test_a():\n    assert abs(f(1)) == helper(other)\n"
    )
    assert plan.wanted == ("f", "helper", "other")


def test_a_builtin_never_comes_from_the_candidate() -> None:
    assert "abs" not in plan_of("def test_a(): assert abs(f(1)) == 1").wanted


def test_only_what_the_source_defines_as_a_class_is_one() -> None:
    tests = "from solution import Stack, make\ndef test_a():\n    assert make() == Stack()\n"
    tree = parse("class Stack: ...\nPair = namedtuple('Pair', 'a b')\ndef make(): ...\n")
    assert class_names(tree) == {"Stack", "Pair"}
    assert make_plan(tests, parse(tests), "make", class_names(tree)).classes == ("Stack",)
    assert make_plan(tests, parse(tests), "make").classes == ()
