"""What counts as a secret."""

import pytest

from dreamer_app.curation.secret_scan import secrets_in


@pytest.mark.parametrize(
    "secret",
    [
        "AKIA" + "IOSFODNN7EXAMPLQ",
        "ghp_" + "a1B2" * 9,
        "github_pat_" + "11AAAAAAA0" * 5,
        "hf_" + "abcdefghij" * 4,
        "sk-ant-" + "api03-" + "x" * 30,
        "sk-proj-" + "x" * 30,
        "AIza" + "S" * 35,
        "glpat-" + "x" * 20,
        "-----BEGIN RSA PRIVATE KEY-----",
        "https://user:hunter2hunter2@db.example.org/x",
    ],
)
def test_a_secret_is_found_and_named_but_not_repeated(secret: str) -> None:
    kinds = secrets_in(f'import os\nKEY = "{secret}"\n')
    assert kinds
    assert secret not in " ".join(kinds)


@pytest.mark.parametrize(
    "text",
    [
        "import hashlib\nprint(hashlib.sha256(b'a').hexdigest())",
        "d41d8cd98f00b204e9800998ecf8427e",
        "password = get_password()",
        "ipaddress.ip_address('192.168.0.1')",
        "See https://docs.python.org/3/library/textwrap.html#textwrap.shorten",
    ],
)
def test_ordinary_code_holds_no_secret(text: str) -> None:
    assert secrets_in(text) == ()
