# --- code
from urllib.parse import urlsplit


def parts_of(address):
    """User, host and port of an address."""
    found = urlsplit(address)
    port = found.port or {"http": 80, "https": 443}.get(found.scheme)
    return found.username, found.hostname, port

# --- tests
import pytest

from solution import parts_of


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://user:pass@example.com/x", ("user", "example.com", 443)),
        ("http://example.org:8080", (None, "example.org", 8080)),
        ("http://localhost/", (None, "localhost", 80)),
        pytest.param("ftp://user:password@example.com", ("user", "example.com", None), id="ftp"),
    ],
)
def test_parts(address, expected):
    assert parts_of(address) == expected


def test_nothing():
    assert parts_of("") == (None, None, None)

# --- another
import re


def parts_of(address):
    match = re.match(r"(\w+)://(?:(\w+):\w+@)?([\w.]+)(?::(\d+))?", address)
    if not match:
        return None, None, None
    scheme, user, host, port = match.groups()
    if port:
        return user, host, int(port)
    return user, host, {"http": 80, "https": 443}.get(scheme)
