"""Scenarios woven on the real library in the real sandbox, and judged by the real Guardian."""

import random
import uuid
from collections.abc import Iterator

import pytest

from dreamer_app.core.dreams import Judgement, ScenarioSpec, Verification
from dreamer_app.core.errors import SandboxError
from dreamer_app.core.knowledge import Entity, EntityKind, KnowledgeFragment
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import Difficulty, Oracle, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming import weaving
from dreamer_app.dreaming.callee import Abstained
from dreamer_app.dreaming.reimplementing import calls_the_original, weave_reimplement
from dreamer_app.dreaming.tasks import Task, known_tasks
from dreamer_app.guardian import Guardian
from dreamer_app.sandbox import open_sandbox
from dreamer_app.settings import Settings

pytestmark = pytest.mark.bubblewrap
LIBRARIES = ("calendar", "shlex", "statistics", "math", "textwrap", "html", "random", "time")


def fragment(qualified: str, signature: str, text: str = "What it gives.") -> KnowledgeFragment:
    return KnowledgeFragment(
        entity=Entity(
            id=qualified,
            kind=EntityKind.FUNCTION,
            name=qualified.rpartition(".")[2],
            source_id="package:stdlib",
            signature=signature,
            text=text,
        ),
        library=qualified.partition(".")[0] if "." in qualified else "",
    )


ISLEAP = fragment("calendar.isleap", "(year)", "Return True for leap years.")
QUOTE = fragment("shlex.quote", "(s)", "Return a shell-escaped version of the string *s*.")
MEDIAN = fragment("statistics.median", "(data)", "Return the median of numeric data.")
GCD = fragment("math.gcd", "(a, b)", "Greatest Common Divisor.")

ESCAPE = fragment("html.escape", "(s)")


@pytest.fixture(scope="module")
def guardian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guardian]:
    try:
        sandbox: Sandbox = open_sandbox(
            "bubblewrap",
            home=tmp_path_factory.mktemp("home"),
            namespace="dreamer-weaver",
            session_id=uuid.uuid4().hex[:8],
        )
    except SandboxError as error:
        pytest.skip(str(error))
    sandbox.prepare(LIBRARIES, StopToken())
    yield Guardian(sandbox, Settings(repeats=2))
    sandbox.close()


def weave(
    about: KnowledgeFragment,
    guardian: Guardian,
    difficulty: Difficulty = Difficulty.SIMPLE,
    seed: int = 0,
) -> ScenarioSpec:
    rng = random.Random(seed)
    return weaving.weave_apply(about, difficulty, guardian, rng, StopToken())


def judge(scenario: ScenarioSpec, code: str, guardian: Guardian) -> Judgement:
    asked = Verification(
        code=code,
        tests=scenario.tests,
        entry_point=scenario.entry_point,
        libraries=scenario.libraries,
        hidden_tests=scenario.hidden_tests,
        probes=scenario.probes,
        reference=scenario.reference,
    )
    return guardian.verify(asked, StopToken())


@pytest.mark.parametrize(
    ("about", "difficulty"),
    [
        (ISLEAP, Difficulty.SIMPLE),
        (QUOTE, Difficulty.COMPLEX),
        (MEDIAN, Difficulty.MEDIUM),
        (GCD, Difficulty.MEDIUM),
        (ESCAPE, Difficulty.SIMPLE),
    ],
)
def test_what_the_library_itself_answers_is_accepted(
    about: KnowledgeFragment, difficulty: Difficulty, guardian: Guardian
) -> None:
    scenario = weave(about, guardian, difficulty)
    judgement = judge(scenario, scenario.reference, guardian)
    assert judgement.verdict is Verdict.ACCEPTED, (judgement.fell_at, scenario)


def only(monkeypatch: pytest.MonkeyPatch, task: Task) -> None:
    monkeypatch.setattr(weaving, "known_tasks", lambda: (task,))


FITTING = {"bool": ISLEAP, "number": GCD, "orderable": GCD, "hashable": QUOTE, "any": QUOTE}


@pytest.mark.parametrize("task", known_tasks(), ids=lambda task: task.id)
def test_every_form_of_task_can_be_woven_and_solved(
    task: Task, guardian: Guardian, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, task)
    scenario = weave(FITTING[task.result], guardian, task.difficulty)
    judgement = judge(scenario, scenario.reference, guardian)
    assert judgement.verdict is Verdict.ACCEPTED, (judgement.fell_at, scenario)


@pytest.mark.parametrize("seed", range(3))
def test_a_wrong_variant_is_rejected(
    seed: int, guardian: Guardian, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, next(t for t in known_tasks() if t.id == "each"))
    scenario = weave(QUOTE, guardian, seed=seed)
    wrong = scenario.reference.replace("return [", "return [''] + [")
    judgement = judge(scenario, wrong, guardian)
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "tests_pass")


def test_a_solution_that_does_nothing_is_never_enough(
    guardian: Guardian, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, next(t for t in known_tasks() if t.id == "each"))
    for seed in range(3):
        scenario = weave(ESCAPE, guardian, seed=seed)
        assert judge(scenario, scenario.reference, guardian).fell_at != "stubs_fail"


def test_the_stub_shows_examples_and_hides_the_hidden_tests(guardian: Guardian) -> None:
    scenario = weave(QUOTE, guardian)
    assert scenario.stub.count(">>>") >= 1
    assert scenario.hidden_tests
    hidden = [line for line in scenario.hidden_tests.splitlines() if "assert" in line]
    visible = [line for line in scenario.tests.splitlines() if "assert" in line]
    assert not set(hidden) & set(visible)
    calls = [line.strip().removeprefix("assert ").partition(" == ")[0] for line in hidden]
    assert not any(f">>> {call}\n" in scenario.stub for call in calls)


def test_the_same_seed_weaves_the_same_scenario(guardian: Guardian) -> None:
    assert weave(ISLEAP, guardian, seed=4) == weave(ISLEAP, guardian, seed=4)


def test_tasks_of_one_stretch_of_the_night_begin_alike(guardian: Guardian) -> None:
    def examples(stretch: str) -> set[str]:
        return {
            weaving.weave_apply(
                about, Difficulty.SIMPLE, guardian, rng, StopToken(), stretch=stretch
            ).example
            for about in (QUOTE, ESCAPE)
            for rng in (random.Random(1), random.Random(2))
        }

    found = [examples(f"a {number}") for number in range(5)]
    assert [len(those) for those in found] == [1] * 5
    assert len(set().union(*found)) > 1


def test_a_function_of_two_arguments_keeps_the_second(guardian: Guardian) -> None:
    scenario = weave(GCD, guardian)
    judgement = judge(scenario, scenario.reference, guardian)
    assert "b: int" in scenario.stub
    assert judgement.verdict is Verdict.ACCEPTED, judgement.fell_at


@pytest.mark.parametrize(
    "about",
    [
        fragment("print", "(*values)"),
        fragment("random.random", "()"),
        fragment("random.randint", "(a, b)"),
        fragment("time.time", "()"),
        fragment("calendar.nothing_of_that_name", "(a)"),
    ],
    ids=lambda about: about.entity.id,
)
def test_what_does_not_compute_one_value_makes_no_task(
    about: KnowledgeFragment, guardian: Guardian
) -> None:
    with pytest.raises(Abstained, match=about.entity.name):
        weave(about, guardian)


def test_a_rewritten_function_is_judged_by_the_library(guardian: Guardian) -> None:
    scenario = weave_reimplement(ISLEAP, Difficulty.SIMPLE, guardian, random.Random(1), StopToken())
    own = (
        "def isleap(year):\n"
        "    if year % 400 == 0:\n        return True\n"
        "    return year % 4 == 0 and year % 100 != 0\n"
    )
    assert judge(scenario, own, guardian).verdict is Verdict.ACCEPTED
    forgetful = "def isleap(year):\n    return year % 4 == 0\n"
    assert judge(scenario, forgetful, guardian).verdict is Verdict.REJECTED
    assert calls_the_original(scenario.reference, scenario)


def test_a_builtin_is_called_as_people_call_it(guardian: Guardian) -> None:
    scenario = weave(fragment("builtins.bin", "(number)", "Return the binary form."), guardian)
    assert "builtins" not in scenario.reference + scenario.stub + scenario.task_prompt
    assert scenario.libraries == ()
    assert judge(scenario, scenario.reference, guardian).verdict is Verdict.ACCEPTED


def test_a_method_of_a_builtin_type_is_called_through_the_type(guardian: Guardian) -> None:
    about = fragment("builtins.str.title", "(self, /)", "Return a titlecased version.")
    scenario = weave(about, guardian)
    assert "str.title(" in scenario.reference
    assert judge(scenario, scenario.reference, guardian).verdict is Verdict.ACCEPTED


def own_function(text: str) -> KnowledgeFragment:
    code = "def initials(name):\n    return ''.join(part[0] for part in name.split())\n"
    entity = Entity(
        id="file:/notes/names.py#initials",
        kind=EntityKind.FUNCTION,
        name="initials",
        source_id="file:/notes/names.py",
        signature="(name)",
        text=text,
        code=code,
        pure=True,
    )
    return KnowledgeFragment(entity=entity, own_code=code)


def test_a_function_of_an_own_file_is_judged_by_that_file(guardian: Guardian) -> None:
    about = own_function("Return the first letter of each word of the name.")
    scenario = weave_reimplement(about, Difficulty.SIMPLE, guardian, random.Random(1), StopToken())
    assert scenario.oracle is Oracle.OWN_CODE
    anew = "def initials(name):\n    return ''.join(word[:1] for word in name.split())\n"
    assert judge(scenario, anew, guardian).verdict is Verdict.ACCEPTED
    wrong = "def initials(name):\n    return name[:1]\n"
    assert judge(scenario, wrong, guardian).verdict is Verdict.REJECTED


def test_an_own_function_that_says_nothing_of_itself_is_left_alone(guardian: Guardian) -> None:
    with pytest.raises(Abstained, match="no documentation"):
        weave_reimplement(
            own_function(""), Difficulty.SIMPLE, guardian, random.Random(1), StopToken()
        )
