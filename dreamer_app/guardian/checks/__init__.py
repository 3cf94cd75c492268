"""The checks of the Guardian, cheap ones first."""

from collections.abc import Callable

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.checks.agreement import agreement
from dreamer_app.guardian.checks.coverage import coverage
from dreamer_app.guardian.checks.dangers import no_dangers
from dreamer_app.guardian.checks.hidden_tests import hidden_tests
from dreamer_app.guardian.checks.libraries_used import libraries_used
from dreamer_app.guardian.checks.lint import lint
from dreamer_app.guardian.checks.model_review import model_review
from dreamer_app.guardian.checks.mutation import mutation
from dreamer_app.guardian.checks.no_secrets import no_secrets
from dreamer_app.guardian.checks.novelty import novelty
from dreamer_app.guardian.checks.parses_sane import parses_sane
from dreamer_app.guardian.checks.stubs_fail import stubs_fail
from dreamer_app.guardian.checks.tests_pass import tests_pass
from dreamer_app.guardian.checks.tests_sound import tests_sound
from dreamer_app.guardian.examination import Examination

Check = Callable[[Examination], CheckResult]

STATIC: tuple[tuple[str, Check], ...] = (
    ("parses_sane", parses_sane),
    ("tests_sound", tests_sound),
    ("libraries_used", libraries_used),
    ("no_secrets", no_secrets),
    ("no_dangers", no_dangers),
    ("lint", lint),
    ("novelty", novelty),
)
DYNAMIC: tuple[tuple[str, Check], ...] = (
    ("stubs_fail", stubs_fail),
    ("tests_pass", tests_pass),
    ("coverage", coverage),
    ("hidden_tests", hidden_tests),
    ("agreement", agreement),
    ("mutation", mutation),
    ("model_review", model_review),
)
ALL = STATIC + DYNAMIC
