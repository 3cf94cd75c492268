"""The life of the model host's process: killed, loaded again, and asked a thousand times.

``python -m benchmarks.host_life MODEL.gguf [--kills 100] [--requests 1000]``

Bars: from the kill to no process in 50 ms for 99 of 100; warm reload to the first token within
1 s; a thousand requests in one process grow its memory by at most 5 %. Kills are measured at
priority 0 with nothing beside, and at 19, as a session has it, beside programs that keep every
core busy. The memory of the program that asks is printed too.
"""

import argparse
import contextlib
import random
import statistics
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.throughput import busy_core
from dreamer_app.core.errors import Stopped
from dreamer_app.core.inference import GenerationRequest, Prompt, Sampling
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.inference.cores import physical_cores

LONG = GenerationRequest(prompt=Prompt(text="Once upon a time. " * 60), samples=16, max_tokens=500)
SHORT = GenerationRequest(prompt=Prompt(text="x ="), max_tokens=1)


def kills(host: ModelHost, count: int, busy: int = 0) -> list[float]:
    """Milliseconds from a stop, in the middle of work, until no process is left.

    Args:
        busy: so many other programs keep a core busy each, from when the model is loaded: at
            lowest priority it would hardly load beside them.
    """
    after = [random.Random(number).uniform(0.05, 0.45) for number in range(count)]
    return [_killed(host, seconds, busy) for seconds in after]


def _killed(host: ModelHost, after_seconds: float, busy: int = 0) -> float:
    host.generate(SHORT, StopToken())
    process = psutil.Process(host.process_id)
    stop = StopToken()

    def work() -> None:
        with contextlib.suppress(Stopped):
            host.generate(LONG, stop)

    worker = threading.Thread(target=work)
    with contextlib.ExitStack() as others:
        for _ in range(busy):
            others.enter_context(busy_core())
        worker.start()
        time.sleep(after_seconds)
        begun = time.perf_counter()
        stop.stop(Reason.USER_ACTIVE)
        while process.is_running():
            time.sleep(0.0005)
        took = (time.perf_counter() - begun) * 1000
    worker.join()
    return took


def busy_kills(model: Path, copies: Path, count: int) -> list[float]:
    """The same at lowest priority, every core kept busy by others."""
    host = ModelHost(read_header(model), priority=19, copies=copies)
    try:
        host.generate(SHORT, StopToken())
        return kills(host, count, busy=physical_cores())
    finally:
        host.close()


def told(took: list[float]) -> str:
    """Median and worst of a hundred."""
    took = sorted(took)
    worst = took[min(len(took) - 1, int(len(took) * 0.99))]
    return f"median {statistics.median(took):.0f} ms, 99 % {worst:.0f} ms  bar 50 ms"


def reloads(host: ModelHost, count: int) -> list[float]:
    """Seconds from no process to the first token, the file in the system's cache."""
    found = []
    for _ in range(count):
        _killed(host, 0.05)
        begun = time.perf_counter()
        host.generate(SHORT, StopToken())
        found.append(time.perf_counter() - begun)
    return found


def growth(host: ModelHost, count: int) -> list[int]:
    """Memory in bytes after each tenth of the requests; they differ in everything."""
    host.generate(LONG, StopToken())
    found = []
    for number in range(count):
        dice = random.Random(number)
        text = f"def f{number}(a, b):\n" + "    a = a + b\n" * dice.randrange(1, 30)
        request = GenerationRequest(
            prompt=Prompt(text=text, shared_prefix=dice.choice((0, 8))),
            samples=dice.randrange(1, 5),
            max_tokens=dice.randrange(1, 12),
            sampling=Sampling(seed=number),
            json_schema=dice.choice(("", "", '{"type": "integer"}')),
        )
        on_sample = None if number % 7 else (lambda _: False)
        host.generate(request, StopToken(), on_sample)
        if number % (count // 10) == 0 or number == count - 1:
            found.append(psutil.Process(host.process_id).memory_info().rss)
    return found


def main() -> None:
    """Print every figure beside its bar."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reloads", type=int, default=20)
    parser.add_argument("--requests", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        host = ModelHost(read_header(options.model), priority=0, copies=Path(folder))
        try:
            host.generate(SHORT, StopToken())
            if options.kills:
                print(f"kill to no process: {told(kills(host, options.kills))}")
                beside = busy_kills(options.model, Path(folder), options.kills)
                print(f"priority 19 beside busy cores: {told(beside)}")
            if options.reloads:
                again = statistics.median(reloads(host, options.reloads))
                print(f"warm reload to the first token: median {again:.2f} s  bar 1 s")
            if options.requests:
                own = psutil.Process().memory_info().rss
                sizes = growth(host, options.requests)
                first, last = sizes[0], sizes[-1]
                print(
                    f"{options.requests} requests: {first >> 20} MiB after the first, "
                    f"{last >> 20} MiB after the last, {last / first - 1:+.1%}  bar 5 %"
                )
                now = psutil.Process().memory_info().rss
                print(f"the program that asks: {own >> 20} MiB before, {now >> 20} MiB after")
        finally:
            host.close()


if __name__ == "__main__":
    main()
