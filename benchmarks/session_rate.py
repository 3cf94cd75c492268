"""Lessons an hour of a whole session, as a night has it: choosing, weaving, drawing, judging.

``python -m benchmarks.session_rate MODEL.gguf [--dreams 16] [--rounds 1]``

Everything is real and wired as in the program: knowledge of the standard library, the model's
host, bubblewrap. It is begun by a person, so the user's being here does not end it. Loading the
model counts, reading the standard library does not.
"""

import argparse
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import build, closing
from dreamer_app.settings import Settings


def main() -> None:
    """Print one line for each session, and the median rate."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--dreams", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sandbox", default="bubblewrap")
    options = parser.parse_args()
    settings = Settings(
        model_path=str(options.model),
        scenario_complexity="simple",
        sandbox=options.sandbox,
        process_priority=0,
    )
    rates = []
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(4) as pool:
        house = build(Paths(Path(home)), settings, executor=pool, publish=lambda _: None)
        with closing(house):
            house.knowledge.ingest(["stdlib"], StopToken())
            for number in range(options.rounds):
                began = time.perf_counter()
                report = house.engine.dream(
                    max_scenarios=options.dreams, seed=options.seed + number
                )
                seconds = time.perf_counter() - began
                kept = report.dreams_successful
                rates.append(kept * 3600 / seconds)
                print(
                    f"{kept} of {options.dreams} kept in {seconds:.1f} s: {rates[-1]:.0f} an hour"
                )
    print(f"median: {statistics.median(rates):.0f} lessons an hour")


if __name__ == "__main__":
    main()
