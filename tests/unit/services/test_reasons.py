"""What people read of a reason."""

import pytest

from dreamer_app.core.states import Reason
from dreamer_app.services.reasons import named


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_name_and_says_its_detail(reason: Reason) -> None:
    assert named(reason)
    assert named(reason, "why") == f"{named(reason)} (why)"


def test_no_two_reasons_have_the_same_name() -> None:
    assert len({named(reason) for reason in Reason}) == len(Reason)
