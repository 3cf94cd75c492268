"""Where an endpoint is: in this house, where text may go without asking, or elsewhere."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dreamer_app.core.errors import ModelError, SettingError

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a name, as text; OSError when there are none."""

SETTING = "DREAMING_MODEL_ENDPOINT"
CONSENT = "DREAMING_MODEL_ENDPOINT_OUTSIDE"
_PORTS = {"http": 80, "https": 443}

# Loopback and link-local, and the private networks of RFC 1918 and RFC 4193. Not the shared
# space of RFC 6598 (100.64.0.0/10): what is behind it is a provider's to say.
_HOUSE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An endpoint whose name was looked up once; it is always reached at these addresses.

    Args:
        url: as a person writes it, without a slash at the end.
        path: what every request's path begins with, ``/v1`` by default.
        addresses: where the name leads, as text; every one of them was judged.
        in_house: whether all of them are on this machine or in a private network.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]
    in_house: bool

    @property
    def place(self) -> str:
        """Host and port, for people."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def target(self, address: str, name: str) -> str:
        """The URL of one of the interface's functions at one of the addresses."""
        literal = f"[{address}]" if ":" in address else address
        return f"{self.scheme}://{literal}:{self.port}{self.path}/{name}"


def place_of(url: str) -> str:
    """Host and port of an endpoint, without looking anything up; for a line of status."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or url


def locate(url: str, *, outside_allowed: bool, resolve: Resolve | None = None) -> Address:
    """Look an endpoint's name up and judge where it leads.

    Args:
        url: ``http://host:port``, with the interface's path where it is not ``/v1``.
        outside_allowed: a person agreed that text leaves the house.
        resolve: default the system's resolver.

    Raises:
        SettingError: not a URL of that kind, or it leads outside and nobody agreed to that.
        ModelError: the name leads nowhere.
    """
    scheme, host, port, path = _parts(url)
    try:
        found = (resolve or _system)(host, port)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise ModelError(
            f"The name {host} of the endpoint {url} cannot be looked up: {why}.",
            hint=f"Check {SETTING} and the network.",
        ) from error
    addresses = tuple(dict.fromkeys(found))
    in_house = all(_is_in_house(address) for address in addresses)
    address = Address(
        url=url.rstrip("/"),
        scheme=scheme,
        host=host,
        port=port,
        path=path,
        addresses=addresses,
        in_house=in_house,
    )
    if not in_house:
        _ask_for_consent(address, outside_allowed=outside_allowed)
    return address


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _no_endpoint(url, str(error)) from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _no_endpoint(url, "it has to begin with http:// or https:// and a name")
    if parts.username is not None or parts.password is not None:
        raise _no_endpoint(url, "a key belongs into DREAMING_MODEL_ENDPOINT_KEY")
    if parts.query or parts.fragment:
        raise _no_endpoint(url, "it must end with its path")
    path = parts.path.rstrip("/") or "/v1"
    return parts.scheme, parts.hostname, port or _PORTS[parts.scheme], path


def _no_endpoint(url: str, why: str) -> SettingError:
    return SettingError(
        f"{SETTING} is {url!r}, which is no endpoint: {why}.",
        hint="It looks like http://192.168.1.20:8080.",
    )


def _system(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def _is_in_house(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return any(address in network for network in _HOUSE if network.version == address.version)


def _ask_for_consent(address: Address, *, outside_allowed: bool) -> None:
    if not outside_allowed:
        raise SettingError(
            f"The endpoint {address.place} is outside your own network: prompts made of what "
            f"Dreamer has read would leave it.",
            hint=f"Set {CONSENT} to true if you want that, or choose one in your own network.",
        )
    if address.scheme != "https":
        raise SettingError(
            f"The endpoint {address.place} is outside your own network and {SETTING} names it "
            f"without encryption.",
            hint="Outside, only https:// is used.",
        )
