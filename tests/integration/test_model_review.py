"""A real model's reviews are such that they can be read."""

from pathlib import Path
from typing import cast

import pytest

from dreamer_app.core.dreams import Verification
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import CheckOutcome
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian.checks.model_review import READINGS, model_review
from dreamer_app.guardian.examination import Examination
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.settings import Settings


@pytest.mark.model
@pytest.mark.slow
def test_every_reading_of_a_real_model_counts(embedded_model: Path) -> None:
    host = ModelHost(read_header(embedded_model), context=1024, sequences=READINGS, priority=0)
    examination = Examination(
        verification=Verification(
            code="def double(n):\n    return 2 * n\n", tests="assert double(2) == 4\n"
        ),
        settings=Settings(model_review=True),
        sandbox=cast("Sandbox", None),  # a review runs nothing
        stop=StopToken(),
        model=lambda: host,
    )
    try:
        found = model_review(examination)
    finally:
        host.close()

    assert found.evidence["readings"] == READINGS
    doubted = 2 * found.evidence["doubts"] > READINGS
    assert found.outcome is (CheckOutcome.UNCERTAIN if doubted else CheckOutcome.PASSED)
