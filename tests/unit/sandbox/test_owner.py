"""Telling a living owner from a dead one."""

import dataclasses
import subprocess
import sys

import pytest

from dreamer_app.sandbox.owner import Owner


def test_this_process_is_no_gone_owner() -> None:
    assert not Owner.this().is_gone()


def test_an_owner_is_read_back_from_its_text() -> None:
    assert Owner.parse(str(Owner.this())) == Owner.this()


@pytest.mark.parametrize("text", ["", "1", "1.2.3", "a.b.c.d", "1.2.boot.x", "1.2.3.4.5"])
def test_what_is_no_owner_is_none(text: str) -> None:
    assert Owner.parse(text) is None


def test_a_process_that_has_ended_is_gone() -> None:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()

    assert dataclasses.replace(Owner.this(), pid=done.pid).is_gone()


def test_another_process_with_the_same_number_is_not_the_owner() -> None:
    assert dataclasses.replace(Owner.this(), started=1).is_gone()


def test_an_owner_from_before_a_reboot_is_gone() -> None:
    assert dataclasses.replace(Owner.this(), boot="other").is_gone()


def test_an_owner_that_cannot_be_seen_from_here_is_left_alone() -> None:
    assert not dataclasses.replace(Owner.this(), started=1, view=1).is_gone()
