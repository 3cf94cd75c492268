"""What each rule that ends a sample saves, on the very same samples.

``python -m benchmarks.stopped_early MODEL.gguf [--dreams 12] [--samples 8] [--keep FOLDER]``

Samples of woven tasks are drawn to their limit, once as completions and once in conversation;
then the rules are asked where they would have ended each. So nothing differs but the rules, and
no clock is read: a share of the text that need not have been drawn is a share of the tokens.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.lessons_per_hour import house, tasks
from benchmarks.ways import ENDS
from dreamer_app.core.dreams import ScenarioSpec
from dreamer_app.core.inference import Finish, Generation, GenerationRequest, StopRule
from dreamer_app.core.ports import LanguageModel
from dreamer_app.core.states import Difficulty
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.coder import CoderAgent
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.inference.stop_rules import Cut, rules_for
from dreamer_app.settings import Settings

FORMS = ("to complete", "in conversation")


class ToTheLimit:
    """A host that is asked without any rule, and keeps what was asked and what came."""

    def __init__(self, host: ModelHost, *, chat: bool) -> None:
        self._host = host
        self.info = replace(host.info, parameters=0) if chat else host.info
        self.drawn: list[tuple[GenerationRequest, Generation]] = []

    def generate(self, request: GenerationRequest, stop: StopToken, *_: object) -> list[Generation]:
        """All samples, each to its last token."""
        longest = replace(
            request, stop_rule=StopRule.NONE, stop=(), max_tokens=min(request.max_tokens, 300)
        )
        samples = self._host.generate(longest, stop)
        self.drawn += [(request, sample) for sample in samples]
        return samples

    def tokens_per_second(self) -> float:
        """Of the host."""
        return self._host.tokens_per_second()

    def kill(self) -> None:
        """The host is somebody else's."""

    def close(self) -> None:
        """The host is somebody else's."""


def first_cut(asked: GenerationRequest, text: str) -> Cut | None:
    """Where the rules end a sample that comes a few characters at a time."""
    before = asked.prompt.text or asked.prompt.assistant_prefix
    rules = rules_for(asked.stop_rule, prompt=before, strings=())
    seen = 0
    for size in range(4, len(text) + 4, 4):
        for rule in rules:
            cut = rule(text[:size], seen)
            if cut is not None:
                return Cut(min(size, len(text)), cut.finish)
        seen = min(size, len(text))
    return None


def rows(form: str, drawn: list[tuple[GenerationRequest, Generation]]) -> Iterator[str]:
    """The table's lines of one form of asking."""
    total = ended = mended = by_end = by_syntax = 0
    for asked, sample in drawn:
        text = sample.text
        plain = first_cut(asked, text) or Cut(len(text), Finish.LENGTH)
        over = plain.length
        if plain.finish is Finish.HOPELESS:
            ends = (text.find(end, plain.length) for end in ENDS[asked.stop_rule])
            over = min((at for at in ends if at >= 0), default=len(text))
        total += len(text)
        ended += len(text) - over
        mended += over - plain.length
        by_end += over < len(text)
        by_syntax += plain.finish is Finish.HOPELESS
    count = len(drawn)
    for name, cut, saved in (
        ("the function or block is over", by_end, ended),
        ("nothing mends it any more", by_syntax, mended),
    ):
        yield f"| {form} | {name} | {cut} of {count} | {saved / total:.1%} |"


def main() -> None:
    """Print the table for the model on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--dreams", type=int, default=12)
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--difficulty", type=Difficulty, default=Difficulty.SIMPLE)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--asked", nargs="+", choices=FORMS, default=FORMS)
    options = parser.parse_args()
    options.threads, options.chat = 1, False
    info = read_header(options.model)
    settings = Settings(samples=options.samples, grounding="full")
    with tempfile.TemporaryDirectory() as name, house(Path(name), settings, info, options) as bench:
        scenarios = [plan.scenario for plan in tasks(bench, options.keep or Path(name), options)[0]]
        print("| asked | a sample ends because | samples | text that need not be drawn |")
        print("|---|---|---|---|")
        for form in options.asked:
            host = ModelHost(info, priority=0, copies=Path(name) / "copies")
            try:
                print("\n".join(rows(form, all_of(scenarios, host, options.samples, form))))
            finally:
                host.close()


def all_of(
    scenarios: list[ScenarioSpec], host: ModelHost, samples: int, form: str
) -> list[tuple[GenerationRequest, Generation]]:
    """What is drawn for all tasks."""
    asked = ToTheLimit(host, chat=form == FORMS[1])
    model: LanguageModel = asked
    for number, scenario in enumerate(scenarios):
        CoderAgent(lambda: model).sample(scenario, samples, 1000 * number, StopToken())
    return asked.drawn


if __name__ == "__main__":
    main()
