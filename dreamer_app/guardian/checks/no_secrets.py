"""No secrets and no paths of somebody's machine: lessons are passed on."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.examination import Examination, failed, passed

NAME = "no_secrets"
_PATHS = re.compile(
    r"(?:/home/|/Users/|/root/|/mnt/|/media/|/opt/[a-z]|/var/(?:lib|run)/|[A-Za-z]:\\\\?(?:Users|Windows))[\w.\\/-]*"
)
_NAMES = (
    "user(?:name)?|alice|bob|carol|dave|eve|john|jane|joe|jdoe|me|you|test(?:er)?|example|admin"
)
_FOLDERS = "app|apps|bin|data|disk|drive|foo|bar|lib|project|share|tool|tools|usb|volume|work|[a-z]"
_PASSWORDS = "pass(?:w(?:or)?d)?|pwd?|secret|hunter2|x+|p|[*]+|1234?5?6?|s3cr3t|letmein"
_PLACEHOLDERS = re.compile(
    rf"(?:/home/|/Users/|[A-Za-z]:\\\\?Users\\\\?)(?:{_NAMES})\d?(?![\w.-])"
    rf"|/root(?![\w.-])|(?:/opt|/mnt|/media|/var/lib|/var/run)/(?:{_FOLDERS})\d?(?![\w.-])"
    rf"|(?<=://)[\w.%+-]+:(?:{_PASSWORDS})@"
    r"|(?:/home|/Users)(?=[\"'])",
    re.IGNORECASE,
)
"""What everybody writes in an example of a path or an address, and no machine's own."""
_PIECE, _OVERLAP = 1000, 300
"""Characters; no secret of a known form is longer than the overlap."""
_DETECTORS = (
    "aws.AWSKeyDetector",
    "private_key.PrivateKeyDetector",
    "github_token.GitHubTokenDetector",
    "gitlab_token.GitLabTokenDetector",
    "slack.SlackDetector",
    "stripe.StripeDetector",
    "jwt.JwtTokenDetector",
    "openai.OpenAIDetector",
    "basic_auth.BasicAuthDetector",
    "pypi_token.PypiTokenDetector",
    "azure_storage_key.AzureStorageKeyDetector",
    "npm.NpmDetector",
    "sendgrid.SendGridDetector",
    "twilio.TwilioKeyDetector",
    "discord.DiscordBotTokenDetector",
    "telegram_token.TelegramBotTokenDetector",
)


@cache
def _detectors() -> tuple[Any, ...]:
    """detect-secrets' detectors of exact forms; those that guess by entropy are left out."""
    from importlib import import_module

    found = []
    for name in _DETECTORS:
        module, _, kind = name.partition(".")
        found.append(getattr(import_module(f"detect_secrets.plugins.{module}"), kind)())
    return tuple(found)


def no_secrets(examination: Examination) -> CheckResult:
    """Scan the code and its tests, line by line."""
    asked = examination.verification
    found: list[str] = []
    for what, text in (("code", asked.code), ("tests", asked.tests)):
        for number, written in enumerate(text.splitlines(), 1):
            line = _PLACEHOLDERS.sub("", written) if what == "tests" else written
            found += [f"{kind} in the {what}, line {number}" for kind in _in_line(line, number)]
    if found:
        return failed(NAME, f"There is {found[0]}.", found=found)
    return passed(NAME, "No secrets, no machine paths.")


def _in_line(line: str, number: int) -> list[str]:
    found: list[str] = []
    for piece in _pieces(line):
        found += [
            f"a secret ({detector.secret_type})"
            for detector in _detectors()
            if detector.analyze_line(filename="lesson.py", line=piece, line_number=number)
        ]
        if _PATHS.search(piece):
            found.append("a path of a machine")
    return list(dict.fromkeys(found))


def _pieces(line: str) -> Iterator[str]:
    """A line in parts that overlap: the detectors take time by the square of its length."""
    for start in range(0, max(1, len(line) - _OVERLAP), _PIECE - _OVERLAP):
        yield line[start : start + _PIECE]
