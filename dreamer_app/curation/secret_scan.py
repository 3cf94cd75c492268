"""Secrets that must not leave in a dataset.

detect-secrets with its pattern plugins only: its entropy and keyword plugins flag most lines
of ordinary code. Public IP addresses are no secrets, and documentation is full of them.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detect_secrets.plugins.base import RegexBasedDetector

_NO_SECRETS = ("Public IP (ipv4)",)
_NEWER = {
    "Anthropic API Key": re.compile(r"\bsk-ant-[A-Za-z0-9_-]{20,}"),
    "OpenAI API Key": re.compile(r"\bsk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,}"),
    "Hugging Face Token": re.compile(r"\bhf_[A-Za-z0-9]{30,}"),
    "Google API Key": re.compile(r"\bAIza[0-9A-Za-z_-]{35}"),
    "GitHub Fine-Grained Token": re.compile(r"\bgithub_pat_[A-Za-z0-9_]{40,}"),
    "GitLab Token": re.compile(r"\bgl(?:pat|ptt|dt|rt)-[A-Za-z0-9_-]{20,}"),
    "Slack App Token": re.compile(r"\bxapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{32,}"),
    "DigitalOcean Token": re.compile(r"\bdo[opr]_v1_[a-f0-9]{64}"),
    "Shopify Token": re.compile(r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
}


def secrets_in(text: str) -> tuple[str, ...]:
    """Kinds of secrets in a text, by name; never the secrets themselves."""
    found = {kind for kind, pattern in _NEWER.items() if pattern.search(text)}
    for detector in _detectors():
        if any(True for line in text.splitlines() for _ in detector.analyze_string(line)):
            found.add(detector.secret_type)
    return tuple(sorted(found))


@cache
def _detectors() -> "tuple[RegexBasedDetector, ...]":
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.plugins.base import RegexBasedDetector

    kinds: dict[str, type] = get_mapping_from_secret_type_to_class()
    return tuple(
        kinds[name]()
        for name in sorted(kinds)
        if issubclass(kinds[name], RegexBasedDetector) and name not in _NO_SECRETS
    )
