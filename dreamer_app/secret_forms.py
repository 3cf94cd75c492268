"""The exact forms that secrets have: keys, tokens, passwords in addresses, and how to see one.

They are detect-secrets' own. That library comes with a client for the network, to try a secret
that it has found, and an app that waits for days would keep both. So a process of its own is
asked for the forms, once, and is gone then; here are expressions only, which try nothing.
"""

import base64
import json
import re
import subprocess
import threading
from dataclasses import dataclass
from functools import cache

from dreamer_app.asking import Asked
from dreamer_app.core.errors import MissingError

WEB_TOKEN = "JSON Web Token"  # noqa: S105 - the name of a kind
_CHILD = "dreamer_app.secret_forms_child"
_SECONDS = 60.0
_ASKING = threading.Lock()
"""Several verdicts begin at the same time: the others wait for what the first has asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretForm:
    """One kind of secret.

    Args:
        kind: its name, for people.
        patterns: any of them is it.
    """

    kind: str
    patterns: tuple[re.Pattern[str], ...]

    def is_in(self, text: str) -> bool:
        """Whether there is such a secret in the text."""
        found = (match.group() for pattern in self.patterns for match in pattern.finditer(text))
        return any(self.kind != WEB_TOKEN or _is_web_token(one) for one in found)


def secret_forms() -> dict[str, SecretForm]:
    """The forms by their kinds; waits for another process the first time.

    Raises:
        MissingError: that process cannot be started, or fails.
    """
    with _ASKING:
        return _told()


@cache
def _told() -> dict[str, SecretForm]:
    try:
        told: dict[str, list[tuple[str, int]]] = json.loads(Asked(_CHILD, _SECONDS).ask())
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise MissingError(
            f"The forms of secrets cannot be had: {error}.",
            hint="Install Dreamer anew: detect-secrets belongs to it.",
        ) from error
    return {
        kind: SecretForm(kind=kind, patterns=tuple(re.compile(p, flags) for p, flags in patterns))
        for kind, patterns in told.items()
    }


def _is_web_token(text: str) -> bool:
    """Whether its parts are what they have to be (RFC 7519): the first two are JSON."""
    for place, part in enumerate(text.split(".")):
        try:
            content = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
            if place < 2:
                json.loads(content.decode())
        except (ValueError, RecursionError):
            return False
    return True
