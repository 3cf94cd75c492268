"""How far the estimate of memory is from what the model's host really takes.

``python -m benchmarks.fit_error MODEL.gguf [OTHER.gguf ...]``; ``fetch`` is Gemma 3 270M.

For every model, as it is in its file and in the quickest form, with different contexts and
numbers of samples: the estimate from the header alone, and the most resident memory that the
host's process ever had while it filled the context and drew all samples. Bar: 15 %.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.throughput import second_model
from dreamer_app.core.inference import GenerationRequest, Prompt
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, fit, read_header
from dreamer_app.inference.host import cells_for

SIZES = ((1024, 4), (4096, 16), (8192, 16), (12288, 8))
_ANSWER = 8


def peak(path: Path, context: int, sequences: int, copies: Path | None) -> int:
    """Most resident memory of the host, in bytes (the kernel's own mark)."""
    host = ModelHost(
        read_header(path), context=context, sequences=sequences, priority=0, copies=copies
    )
    try:
        # A word is a token; what attention needs is touched only where the cache is full.
        words = cells_for(context, sequences) - 2 * _ANSWER * sequences
        prompt = Prompt(text="one " * words)
        host.generate(
            GenerationRequest(prompt=prompt, samples=sequences, max_tokens=_ANSWER), StopToken()
        )
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
