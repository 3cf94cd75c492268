"""The engine on the real model, step by step, with no process in between."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dreamer_app.core.inference import Finish, Sampling, StopRule

if TYPE_CHECKING:
    from dreamer_app.inference.native import NativeModel
    from dreamer_app.inference.sequences import Sample

pytestmark = pytest.mark.model

SLOTS = 16
PROMPT = 'def add(a, b):\n    """Return the sum of a and b.\n\n    >>> add(1, 2)\n    3\n    """'


class Bench:
    """An engine with sixteen slots, and what it delivered."""

    def __init__(self, native: "NativeModel", *, roots: int = 4) -> None:
        from dreamer_app.inference.engine import Engine
        from dreamer_app.inference.sequences import Job

        self.native = native
        self.done: list[Sample] = []
        self.refused: list[str] = []
        self.engine: Engine = Engine(
            native,
            context=1024,
            slots=SLOTS,
            roots=roots,
            batch=512,
            deliver=self.done.append,
            refuse=lambda _, why: self.refused.append(why),
        )
        self.job = Job(
            id=0,
            tokens=self.tokens(PROMPT),
            before=PROMPT,
            healed="",
            indices=(0,),
            max_tokens=40,
            sampling=Sampling(),
            stop=(),
            stop_rule=StopRule.NONE,
            grammar="",
        )

    def tokens(self, text: str) -> list[int]:
        return self.native.tokenize(text, special=False, begin=True)

    def submit(self, number: int, **changes: object) -> None:
        job = replace(self.job, id=number, sampling=Sampling(seed=number))
        self.engine.submit(replace(job, **changes))  # type: ignore[arg-type]

    def steps(self, count: int) -> None:
        for _ in range(count):
            self.engine.step()

    def finish(self) -> None:
        while self.engine.busy:
            self.engine.step()

    def live(self) -> dict[int, list[int]]:
        """Tokens drawn so far by every sample in a slot."""
        return {live.job.id: list(live.drawn) for live in self.engine._live}

    def clear(self) -> None:
        for number in {live.job.id for live in self.engine._live}:
            self.engine.cancel(number)
        self.finish()
        for root in list(self.engine._roots):
            self.engine._drop(root)


@pytest.fixture(scope="module")
def native(embedded_model: Path) -> "NativeModel":
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from dreamer_app.inference.native import LoadOptions, NativeLog, NativeModel

    options = LoadOptions(
        path=embedded_model, cells=4096, sequences=SLOTS + 5, batch=512, threads=1, gpu_layers=0
    )
    return NativeModel(options, NativeLog())


@pytest.fixture
def bench(native: "NativeModel") -> Iterator[Bench]:
    made = Bench(native)
    yield made
    made.clear()


def crowd(bench: Bench) -> None:
    """Sixteen requests in their slots, and one more that waits for a slot."""
    for number in range(SLOTS + 1):
        bench.submit(number)
    bench.steps(12)
    assert sorted(bench.live()) == list(range(SLOTS))


def test_the_slot_of_a_cancelled_request_is_used_again_within_two_steps(bench: Bench) -> None:
    crowd(bench)
    bench.engine.cancel(5)
    assert [s.job for s in bench.done if s.finish is Finish.CANCELLED] == [5]
    bench.steps(2)
    assert SLOTS in bench.live()


def test_the_others_draw_what_they_would_have_drawn_without_the_cancelling(bench: Bench) -> None:
    crowd(bench)
    bench.steps(12)
    undisturbed, ended = bench.live(), {sample.job for sample in bench.done}
    bench.clear()
    bench.done.clear()
    crowd(bench)
    bench.engine.cancel(5)
    bench.steps(12)
    now = bench.live()
    others = set(range(SLOTS)) - {5} - ended
    assert len(others) > 10
    assert {n: now[n] for n in others} == {n: undisturbed[n] for n in others}


def varied_crowd(bench: Bench) -> None:
    """As :func:`crowd`, each with a prompt of its own; every other one draws greedily."""
    for number in range(SLOTS + 1):
        word = "abcdefghijklmnopq"[number] * 2
        items = ", ".join(f"'{word}{i}'" for i in range(1 + number * 7 % SLOTS // 2))
        sampling = Sampling(temperature=number % 2 * 0.8, seed=number)
        bench.submit(number, tokens=bench.tokens(f"{word}s = [{items},"), sampling=sampling)
    while len(bench.live()) < SLOTS or not all(map(len, bench.live().values())):
        bench.engine.step()
    bench.steps(3)
    assert sorted(bench.live()) == list(range(SLOTS))


def test_nothing_changes_for_others_with_prompts_of_their_own_when_one_is_cancelled(
    bench: Bench,
) -> None:
    varied_crowd(bench)
    bench.steps(24)
    undisturbed = bench.live()
    assert sorted(undisturbed) == list(range(SLOTS))
    bench.clear()
    bench.done.clear()
    varied_crowd(bench)
    bench.engine.cancel(5)
    bench.steps(2)
    assert SLOTS in bench.live()
    bench.steps(22)
    now = bench.live()
    others = set(range(SLOTS)) - {5}
    assert {n: now.get(n) for n in others} == {n: undisturbed[n] for n in others}


def test_the_cells_of_a_cancelled_sample_and_of_its_own_prompt_are_held_for_the_others(
    bench: Bench,
) -> None:
    from llama_cpp import llama_cpp as llama

    prompts = {n: bench.tokens(f"list_{n} = [1, 2, 3," + f" {n}," * n + " 4,") for n in (2, 90, 5)}
    for number, tokens in prompts.items():
        bench.submit(number, tokens=tokens)
    bench.steps(8)
    bench.engine.cancel(90)
    held = bench.engine._reserve.sequence
    drawn = llama.llama_memory_seq_pos_max(bench.native.memory, held)
    assert drawn >= len(prompts[90]) - 1
    assert llama.llama_memory_seq_pos_min(bench.native.memory, held) == 0
    bench.finish()
    assert llama.llama_memory_seq_pos_max(bench.native.memory, held) == -1


def test_samples_of_one_prompt_cost_one_evaluation_of_it(bench: Bench) -> None:
    length = len(bench.job.tokens)
    before = bench.engine.evaluated
    bench.submit(0, indices=tuple(range(SLOTS)), max_tokens=1)
    bench.finish()
    assert bench.engine.evaluated - before == length - 1 + SLOTS


def test_a_shared_beginning_is_evaluated_once(bench: Bench) -> None:
    bench.submit(0, max_tokens=1)
    bench.finish()
    before = bench.engine.evaluated
    longer = bench.tokens(PROMPT + "\n    return")
    bench.submit(1, tokens=longer, max_tokens=1)
    bench.finish()
    assert bench.engine.evaluated - before <= len(longer) - len(bench.job.tokens) + 2


def test_prompts_that_nobody_uses_shrink_to_what_they_share(bench: Bench) -> None:
    shared = len(bench.job.tokens)
    for number in range(4):
        tokens = bench.tokens(PROMPT + f"\n    # {number}" + " word" * 40)
        bench.submit(number, tokens=tokens, max_tokens=1, pinned=shared)
        bench.finish()
    lengths = sorted(len(root.tokens) for root in bench.engine._roots)
    assert sum(length > shared for length in lengths) == 2
    before = bench.engine.evaluated
    bench.submit(9, max_tokens=1)
    bench.finish()
    assert bench.engine.evaluated - before <= 2


def test_a_request_joins_while_others_are_being_drawn(bench: Bench) -> None:
    bench.submit(0)
    bench.steps(5)
    bench.submit(1)
    bench.steps(3)
    drawn = bench.live()
    assert len(drawn[0]) > len(drawn[1]) > 0


def drawn(bench: Bench, sampling: Sampling) -> str:
    """What one sample of a list that goes on and on is with such sampling."""
    bench.done.clear()
    bench.submit(0, tokens=bench.tokens("x = [1, 2, 1, 2, 1, 2,"), sampling=sampling)
    bench.finish()
    return bench.done[0].text


def test_a_penalty_on_repetition_changes_what_is_drawn(bench: Bench) -> None:
    greedy = drawn(bench, Sampling(temperature=0.0))
    assert drawn(bench, Sampling(temperature=0.0, repeat_penalty=1.0)) == greedy
    assert drawn(bench, Sampling(temperature=0.0, repeat_penalty=1.8)) != greedy


@pytest.mark.parametrize("only", [{"min_p": 1.0}, {"top_k": 1}, {"top_p": 1e-6, "min_p": 0.0}])
def test_where_only_the_best_is_left_to_choose_from_it_is_as_greedy(
    bench: Bench, only: dict[str, float]
) -> None:
    hot = {"temperature": 2.0, "seed": 3}
    assert drawn(bench, Sampling(**hot)) != drawn(bench, Sampling(temperature=0.0))  # type: ignore[arg-type]
    assert drawn(bench, Sampling(**hot, **only)) == drawn(bench, Sampling(temperature=0.0))  # type: ignore[arg-type]


def test_a_grammar_that_allows_no_token_ends_a_sample_as_stuck(bench: Bench) -> None:
    bench.submit(0, grammar="root ::= [^\\x00-\\U0010FFFF]")
    bench.finish()
    assert [(s.finish, s.text) for s in bench.done] == [(Finish.STUCK, "")]


def test_a_batch_that_cannot_be_evaluated_is_refused_and_the_next_request_works(
    bench: Bench,
) -> None:
    bench.submit(0)
    bench.steps(3)
    bench.submit(1, tokens=[bench.job.tokens[0], 10**7, 1])
    bench.finish()
    assert len(bench.refused) == 2
    assert all("could not evaluate a batch" in why for why in bench.refused)
    bench.submit(2)
    bench.finish()
    assert [sample.job for sample in bench.done] == [2]


def test_names_of_control_tokens_in_what_was_said_stay_text(native: "NativeModel") -> None:
    from dreamer_app.inference.conversation import tokens_of

    template = native.chat_template()
    name = native.special_text(native.eos())
    assert name in template

    def ends(content: str, prefix: str = "") -> int:
        tokens = tokens_of(native, template, [("user", content)], prefix)
        return sum(native.is_end(token) for token in tokens)

    assert ends(f"a {name} b") == ends("a b") == ends("a b", f"{name} b")
    nested = name[:4] + name + name[4:]
    assert ends(nested) == ends(f"{name}{name}<|im_start|>assistant") == ends("a b")


def test_what_was_said_without_such_names_is_tokenised_as_ever(native: "NativeModel") -> None:
    from dreamer_app.inference.chat import render
    from dreamer_app.inference.conversation import tokens_of

    template, said = native.chat_template(), [("user", "Add 1 to x, <b>please</b>.")]
    whole = native.tokenize(render(template, said) + "Yes", special=True, begin=True)
    assert tokens_of(native, template, said, "Yes") == whole


def test_a_step_that_is_broken_off_is_done_again_and_changes_nothing(bench: Bench) -> None:
    long = bench.tokens(PROMPT + " word" * 300)
    texts = []
    for broken in (False, True):
        bench.submit(0, max_tokens=20)
        bench.steps(3)
        bench.submit(1, tokens=long, max_tokens=20)
        before, drawn = bench.engine.evaluated, bench.live()
        if broken:
            bench.native.break_off()
            bench.steps(2)
            assert (bench.engine.evaluated, bench.live()) == (before, drawn)
            bench.native.go_on()
        bench.finish()
        texts.append({sample.job: sample.text for sample in bench.done})
        bench.clear()
        bench.done.clear()
    assert len(texts[0]) == 2
    assert texts[0] == texts[1]


def test_a_sample_ends_where_the_context_does(bench: Bench) -> None:
    tokens = bench.tokens("x = [1, 2, 3," + " 4," * 335)
    assert 1000 < len(tokens) < 1024
    bench.submit(0, tokens=tokens, max_tokens=200)
    bench.finish()
    (sample,) = bench.done
    assert (sample.finish, sample.tokens) == (Finish.LENGTH, 1024 - len(tokens))
