"""The estimate of memory against what the host's process really takes."""

from pathlib import Path

import psutil
import pytest

from dreamer_app.core.inference import GenerationRequest, Prompt
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, fit, read_header
from dreamer_app.inference.host import cells_for

pytestmark = pytest.mark.model


@pytest.mark.parametrize("copies", [False, True], ids=["as it is", "in the quickest form"])
@pytest.mark.parametrize(("context", "sequences"), [(1024, 4), (4096, 16), (12288, 8)])
def test_the_estimate_is_within_15_percent_of_the_peak(
    embedded_model: Path, tmp_path: Path, context: int, sequences: int, copies: bool
) -> None:
    info = read_header(embedded_model)
    estimate = fit(info, context=context, sequences=sequences, quick=None if copies else False)
    host = ModelHost(
        info,
        context=context,
        sequences=sequences,
        priority=0,
        copies=tmp_path if copies else None,
    )
    try:
        # Only a full cache touches all of what attention over it takes.
        words = cells_for(context, sequences) - 16 * sequences if context < 4096 else 80
        prompt = Prompt(text="one " * words)
        request = GenerationRequest(prompt=prompt, samples=sequences, max_tokens=6)
        host.generate(request, StopToken())
        assert host.process_id is not None
        peak = peak_of(host.process_id)
    finally:
        host.close()
    assert estimate.total == pytest.approx(peak, rel=0.15)


def peak_of(process: int) -> int:
    """Most resident memory that it ever had, in bytes."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return int(psutil.Process(process).memory_info().rss)
