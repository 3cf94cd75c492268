"""Secrets that must not leave in a dataset.

All forms that detect-secrets knows, and newer ones. Public IP addresses are no secrets, and
documentation is full of them.
"""

import re

from dreamer_app.secret_forms import secret_forms

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
    lines = text.splitlines()
    for kind, form in secret_forms().items():
        if kind not in _NO_SECRETS and any(form.is_in(line) for line in lines):
            found.add(kind)
    return tuple(sorted(found))
