"""How much of the processor the control group of all our containers may claim.

A container's own weight only counts among its neighbours. All of ours are below one group, and
that is made with the weight of an ordinary program, whatever runs in it: beside a busy core
it would get half. So the group itself is made light.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
INSIDE = "/group"
"""Where a container that is to lower the weight sees the group."""


@dataclass(frozen=True, slots=True)
class _Knob:
    """A file that holds a weight.

    Args:
        light: a hundredth of what is usual: somewhat less than a process at nice 19 has, which
            is what the model gets besides; neither may starve the other.
        heavy: ten times what is usual, for those that only have to die.
    """

    folder: str
    file: str
    light: int
    heavy: int


_KNOBS = (
    _Knob("", "cpu.weight", 1, 1000),
    _Knob("cpu", "cpu.shares", 10, 10240),
    _Knob("cpu,cpuacct", "cpu.shares", 10, 10240),
)


class GroupWeight:
    """The weight of one control group, by whichever version of them this machine has.

    Args:
        group: as the engine is told, e.g. ``/dreamer``.
        root: where control groups are mounted.
    """

    def __init__(self, group: str, root: Path = _ROOT) -> None:
        self._name = group.lstrip("/")
        self._root = root

    def is_light(self) -> bool:
        """Whether nothing is left to do; also where there is no such group to be seen."""
        found = self._found()
        return found is None or int(found[0].read_text(encoding="ascii")) <= found[1].light

    def lower(self) -> bool:
        """Make it light, where this process may; whether it is."""
        found = self._found()
        if found is not None:
            with contextlib.suppress(OSError):
                found[0].write_text(str(found[1].light), encoding="ascii")
        return self.is_light()

    def hurry(self) -> None:
        """Make it heavy: the killed need the processor to end and to give their memory back."""
        found = self._found()
        if found is not None:
            with contextlib.suppress(OSError):
                found[0].write_text(str(found[1].heavy), encoding="ascii")

    def from_inside(self) -> tuple[str, str] | None:
        """For one who may not: the folder to show to a container, and the program to run there.

        Whoever may use the engine may do this too; the container needs no capability for it but
        the one to give a file away.
        """
        found = self._found()
        if found is None:
            return None
        path, knob = found
        file = f"{INSIDE}/{knob.file}"
        write = f"open({file!r}, 'w').write({str(knob.light)!r})"
        # From now on the user may do it without a container.
        own = f"__import__('os').chown({file!r}, {os.getuid()}, {os.getgid()})"
        return str(path.parent), f"{write}; {own}"

    def _found(self) -> tuple[Path, _Knob] | None:
        for knob in _KNOBS:
            path = self._root / knob.folder / self._name / knob.file
            if path.is_file():
                return path, knob
        return None
