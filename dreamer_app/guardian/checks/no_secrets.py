"""No secrets and no paths of somebody's machine: lessons are passed on."""

import re
from collections.abc import Iterator

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.examination import Examination, failed, passed
from dreamer_app.secret_forms import secret_forms

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
_KINDS = (
    "AWS Access Key",
    "Private Key",
    "GitHub Token",
    "GitLab Token",
    "Slack Token",
    "Stripe Access Key",
    "JSON Web Token",
    "OpenAI Token",
    "Basic Auth Credentials",
    "PyPI Token",
    "Azure Storage Account access key",
    "NPM tokens",
    "SendGrid API Key",
    "Twilio API Key",
    "Discord Bot Token",
    "Telegram Bot Token",
)
"""Those with a form that nothing else has."""


def no_secrets(examination: Examination) -> CheckResult:
    """Scan the code and its tests, line by line."""
    asked = examination.verification
    found: list[str] = []
    for what, text in (("code", asked.code), ("tests", asked.tests)):
        for number, written in enumerate(text.splitlines(), 1):
            line = _PLACEHOLDERS.sub("", written) if what == "tests" else written
            found += [f"{kind} in the {what}, line {number}" for kind in _in_line(line)]
    if found:
        return failed(NAME, f"There is {found[0]}.", found=found)
    return passed(NAME, "No secrets, no machine paths.")


def _in_line(line: str) -> list[str]:
    found: list[str] = []
    forms = secret_forms()
    for piece in _pieces(line):
        found += [f"a secret ({kind})" for kind in _KINDS if forms[kind].is_in(piece)]
        if _PATHS.search(piece):
            found.append("a path of a machine")
    return list(dict.fromkeys(found))


def _pieces(line: str) -> Iterator[str]:
    """A line in parts that overlap: the expressions take time by the square of its length."""
    for start in range(0, max(1, len(line) - _OVERLAP), _PIECE - _OVERLAP):
        yield line[start : start + _PIECE]
