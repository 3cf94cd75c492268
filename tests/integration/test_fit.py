"""The estimate of memory against what the host's process really takes."""

from pathlib import Path

import pytest

from benchmarks.fit_error import peak
from dreamer_app.inference import fit, read_header

pytestmark = pytest.mark.model


@pytest.mark.parametrize("copies", [False, True], ids=["as it is", "in the quickest form"])
@pytest.mark.parametrize(("context", "sequences"), [(1024, 4), (4096, 16), (12288, 8)])
def test_the_estimate_is_within_15_percent_of_the_peak(
    embedded_model: Path, tmp_path: Path, context: int, sequences: int, copies: bool
) -> None:
    info = read_header(embedded_model)
    estimate = fit(info, context=context, sequences=sequences, quick=None if copies else False)
    folder = tmp_path if copies else None
    # Only a full cache touches all of what attention over it takes; a large one takes long to fill.
    measured = peak(embedded_model, context, sequences, folder, is_full=context < 4096)
    assert estimate.total == pytest.approx(measured, rel=0.15)
