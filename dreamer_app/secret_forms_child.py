"""Tells the forms of secrets that detect-secrets knows: ``python -m`` this, JSON on its output.

Those that guess by entropy or by the names of variables are left out: they flag most lines of
ordinary code.
"""

import json
import sys

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector

from dreamer_app.session import end_with_parent


def forms() -> dict[str, list[tuple[str, int]]]:
    """For each kind its expressions, each with the flags it is compiled with."""
    kinds: dict[str, type] = get_mapping_from_secret_type_to_class()
    return {
        name: [(form.pattern, form.flags) for form in kinds[name]().denylist]
        for name in sorted(kinds)
        if issubclass(kinds[name], RegexBasedDetector)
    }


if __name__ == "__main__":
    end_with_parent()
    sys.stdout.write(json.dumps(forms()))
