"""The filter, checked by running it over calls as the kernel would."""

import errno
import struct

import pytest

from dreamer_app.core.errors import SandboxError
from dreamer_app.sandbox.seccomp import build_filter, denied

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, KILL = 0x7FFF0000, 0x80000000
EPERM, ENOSYS = 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS


def verdict(machine: str, call: int, *arguments: int, audit: int | None = None) -> int:
    """What the filter for a machine returns for a call: classic BPF, the part that is used."""
    padded = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    data = struct.pack("=IIQ6Q", call, audit or AUDIT[machine], 0, *padded)
    program = list(struct.iter_unpack("=HBBI", build_filter(machine)))
    at, held = 0, 0
    while True:
        code, yes, no, value = program[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("=I", data, value)
        elif code == 0x06:
            return int(value)
        else:
            holds = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            at += yes if holds else no


@pytest.mark.parametrize("machine", AUDIT)
def test_every_denied_call_fails(machine: str) -> None:
    assert {verdict(machine, n) for n in denied(machine).values()} == {EPERM}


@pytest.mark.parametrize("machine", AUDIT)
def test_no_number_is_denied_twice(machine: str) -> None:
    numbers = list(denied(machine).values())

    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("machine", AUDIT)
def test_calls_of_another_architecture_kill(machine: str) -> None:
    assert verdict(machine, 1, audit=0x40000003) == KILL


def test_calls_of_the_x32_kind_kill() -> None:
    assert verdict("x86_64", 0x40000000 | 101) == KILL


@pytest.mark.parametrize(
    ("machine", "call"), [("x86_64", n) for n in (0, 1, 9, 57, 59, 61)] + [("aarch64", 63)]
)
def test_everyday_calls_pass(machine: str, call: int) -> None:
    assert verdict(machine, call) == ALLOW


@pytest.mark.parametrize(
    ("machine", "call"), [("x86_64", 41), ("x86_64", 53), ("aarch64", 198), ("aarch64", 199)]
)
def test_only_unix_sockets_can_be_made(machine: str, call: int) -> None:
    found = {family: verdict(machine, call, family, 1) for family in range(50)}

    assert [family for family, one in found.items() if one == ALLOW] == [1]
    assert set(found.values()) == {ALLOW, EPERM}


@pytest.mark.parametrize(("machine", "call"), [("x86_64", 56), ("aarch64", 220)])
def test_processes_can_be_made_but_no_namespaces(machine: str, call: int) -> None:
    assert verdict(machine, call, 0x01200011) == ALLOW
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert verdict(machine, call, flag | 17) == EPERM


@pytest.mark.parametrize("machine", AUDIT)
def test_the_call_whose_flags_cannot_be_seen_seems_not_to_exist(machine: str) -> None:
    assert verdict(machine, 435) == ENOSYS


@pytest.mark.parametrize(
    ("call", "place"), [(62, 1), (200, 1), (234, 2), (129, 1), (297, 2), (424, 1)]
)
def test_every_signal_but_the_stopping_one_can_be_sent(call: int, place: int) -> None:
    sent = {n: verdict("x86_64", call, *[1] * place, n) for n in range(1, 65)}

    assert [number for number, one in sent.items() if one != ALLOW] == [19]


def test_an_unknown_machine_is_refused() -> None:
    with pytest.raises(SandboxError, match="sparc"):
        build_filter("sparc")
