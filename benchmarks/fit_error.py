"""How far the estimate of memory is from what the model's host really takes.

``python -m benchmarks.fit_error MODEL.gguf [OTHER.gguf ...]``; ``fetch`` is Gemma 3 270M.

For every model, as it is in its file and in the quickest form, with different contexts and
numbers of samples: the estimate from the header alone, and the most resident memory that the
host's process ever had while it filled the context and drew all samples. Bar: 15 %.
"""

import argparse
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.throughput import second_model
from dreamer_app.core.inference import GenerationRequest, Prompt
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, fit, read_header
from dreamer_app.inference.host import cells_for, context_for

SIZES = ((1024, 4), (4096, 16), (8192, 16), (12288, 8))
_ANSWER = 8


def peak(
    path: Path, context: int, sequences: int, copies: Path | None, *, is_full: bool = True
) -> int:
    """Most resident memory of the host, in bytes (the kernel's own mark).

    Args:
        is_full: whether its cache is filled: only then all is touched that attention needs.
    """
    info = read_header(path)
    host = ModelHost(info, context=context, sequences=sequences, priority=0, copies=copies)
    longest = context_for(info, context) - 2 * _ANSWER
    prompts = -(-cells_for(longest, sequences) // longest) if is_full else 1
    asked = [
        GenerationRequest(
            # A word is a token; what begins alike would be kept once.
            prompt=Prompt(text=f"{number}" + " one" * (longest if is_full else 80)),
            samples=max(1, sequences // prompts),
            max_tokens=_ANSWER,
        )
        for number in range(prompts)
    ]
    try:
        with ThreadPoolExecutor(prompts) as pool:
            list(pool.map(lambda request: host.generate(request, StopToken()), asked))
        for line in Path(f"/proc/{host.process_id}/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    finally:
        host.close()
    raise OSError("the kernel does not say how much memory a process had")


def main() -> None:
    """Print estimate, peak and error for the models on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("models", nargs="+")
    options = parser.parse_args()
    worst = 0.0
    print("| model | form | context | samples | estimate | peak | error |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for path in map(second_model, options.models):
            for copies in (None, Path(folder)):
                if copies is not None:
                    peak(path, 256, 1, copies)  # the copy is made once, and takes more that time
                for context, sequences in SIZES:
                    quick = None if copies else False
                    told = fit(
                        read_header(path), context=context, sequences=sequences, quick=quick
                    ).total
                    real = peak(path, context, sequences, copies)
                    error = told / real - 1
                    worst = max(worst, abs(error))
                    form = "quickest" if copies else "as it is"
                    print(
                        f"| {path.stem} | {form} | {context} | {sequences} | {told / 1e6:.0f} MB "
                        f"| {real / 1e6:.0f} MB | {error:+.1%} |",
                        flush=True,
                    )
    print(f"\nworst error {worst:.1%}  bar 15 %")


if __name__ == "__main__":
    main()
