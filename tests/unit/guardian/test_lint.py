"""What pyflakes finds, in a sentence."""

from typing import Any

import pytest

from dreamer_app.core.dreams import Verification
from dreamer_app.core.states import CheckOutcome
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian.checks.lint import lint
from dreamer_app.guardian.checks.parses_sane import parses_sane
from dreamer_app.guardian.examination import Examination
from dreamer_app.settings import Settings

CODE = "def double(n):\n    return 2 * n\n"


@pytest.mark.parametrize(
    ("imports", "summary"),
    [
        ("", "Clean."),
        ("import math\n", "Clean but for one remark."),
        ("import math\nimport re\n", "Clean but for 2 remarks."),
    ],
)
def test_remarks_are_counted_in_a_sentence_that_fits_their_number(
    imports: str, summary: str
) -> None:
    nothing: Any = None
    examination = Examination(
        verification=Verification(code=imports + CODE, tests="assert double(2) == 4\n"),
        settings=Settings(),
        sandbox=nothing,
        stop=StopToken(),
    )
    assert parses_sane(examination).outcome is CheckOutcome.PASSED
    assert lint(examination).summary == summary
