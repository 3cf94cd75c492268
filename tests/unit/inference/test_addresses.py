"""Where an endpoint may be without asking, and where only with consent."""

from collections.abc import Callable

import pytest

from dreamer_app.core.errors import ModelError, SettingError
from dreamer_app.inference.addresses import Address, locate, place_of


def leads_to(*addresses: str) -> Callable[[str, int], list[str]]:
    return lambda _host, _port: list(addresses)


def at(url: str, *addresses: str, outside_allowed: bool = False) -> Address:
    return locate(url, outside_allowed=outside_allowed, resolve=leads_to(*addresses))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "::1",
        "10.1.2.3",
        "172.31.0.9",
        "192.168.178.20",
        "169.254.3.4",
        "fe80::1%eth0",
        "fd12:3456::7",
        "::ffff:192.168.1.5",
    ],
)
def test_this_machine_and_private_networks_need_no_consent(address: str) -> None:
    assert at("http://box.local:8080", address).in_house


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "192.169.0.1", "100.64.0.1", "2001:db8::1", "::ffff:8.8.8.8"],
)
def test_anywhere_else_needs_consent_that_says_what_leaves(address: str) -> None:
    with pytest.raises(SettingError, match=r"has read would leave it.*ENDPOINT_OUTSIDE"):
        at("https://models.example", address)
    assert not at("https://models.example", address, outside_allowed=True).in_house


def test_a_name_that_leads_in_and_out_counts_as_outside() -> None:
    with pytest.raises(SettingError, match="outside your own network"):
        at("http://box.local", "192.168.1.2", "8.8.8.8")


def test_text_does_not_leave_the_house_unencrypted_even_with_consent() -> None:
    with pytest.raises(SettingError, match="without encryption"):
        at("http://models.example", "8.8.8.8", outside_allowed=True)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://box:8080", "http://10.0.0.2:8080/v1/models"),
        ("http://box:8080/", "http://10.0.0.2:8080/v1/models"),
        ("http://box/openai/v1/", "http://10.0.0.2:80/openai/v1/models"),
        ("https://box", "https://10.0.0.2:443/v1/models"),
    ],
)
def test_requests_go_to_the_address_that_was_judged(url: str, target: str) -> None:
    assert at(url, "10.0.0.2").target("10.0.0.2", "models") == target


def test_an_address_of_six_parts_is_written_in_brackets() -> None:
    assert at("http://[::1]:8080", "::1").target("::1", "models") == "http://[::1]:8080/v1/models"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("box:8080", "begin with http"),
        ("ftp://box", "begin with http"),
        ("http://", "begin with http"),
        ("http://box:port", "Port could not be cast"),
        ("http://me:secret@box", "a key belongs into"),
        ("http://box/v1?key=x", "end with its path"),
    ],
)
def test_what_is_no_endpoint_is_refused_with_the_reason(url: str, why: str) -> None:
    with pytest.raises(SettingError, match=why):
        at(url, "10.0.0.2")


def test_a_name_that_leads_nowhere_is_one_sentence() -> None:
    with pytest.raises(ModelError, match=r"The name nowhere\.invalid of the endpoint"):
        locate("http://nowhere.invalid:1", outside_allowed=False)


def test_the_place_for_people_is_host_and_port_without_a_key() -> None:
    assert place_of("http://me:secret@gpu.local:8080/v1") == "gpu.local:8080"
    assert at("http://gpu.local:80", "10.0.0.2").place == "gpu.local"
