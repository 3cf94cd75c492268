"""What the tests of presence share: waiting, a screen, a private bus, a calm machine."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dreamer_app.core.states import Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.machine import MachineReading

NEEDS_A_SCREEN = [
    pytest.mark.display,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
    ),
]
"""Marks of what uses :class:`Screen`."""
DESKTOP_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "DBUS_SESSION_BUS_ADDRESS")


class CalmMachine:
    """A machine with nothing else to do."""

    def read(self, *, whole_tree: bool) -> MachineReading:
        return MachineReading(
            cpu_percent=0.0, others_cpu_percent=0.0, memory_percent=20.0, available_bytes=1 << 33
        )


class NoSleep:
    """A machine that nobody tells of its sleep."""

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


class Screen:
    """An X server with a user."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as ready:
            self.display = f":{ready.readline().strip()}"
        for name in DESKTOP_VARIABLES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DISPLAY", self.display)

    def user(self, *does: str) -> None:
        subprocess.run(["xdotool", *does], check=True)

    def close(self) -> None:
        self.server.send_signal(signal.SIGCONT)
        self.server.kill()
        self.server.wait()


def until(holds: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait for something that must come; a generous limit, for busy machines."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def fall_asleep(energy: EnergyManager) -> tuple[StopToken, Callable[[], None]]:
    """Wait until dreaming may begin, and begin it."""
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    stop = StopToken()
    return stop, energy.guard(stop, Trigger.IDLE)


@contextmanager
def private_bus(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A message bus of one test: its address and its daemon."""
    address = f"unix:path={folder / 'bus'}"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={address}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        daemon.stdout.readline()
        yield address, daemon
        daemon.kill()
