"""How much energy the machine's processors have used, where the machine counts it.

Linux: the counters of Intel and AMD processors' packages ("running average power limit", the
kernel's powercap/intel-rapl.rst). Most systems let only root read them. Elsewhere there is no
number, and none is made up.
"""

from pathlib import Path

POWERCAP = Path("/sys/class/powercap")
_MICRO = 1e-6


class EnergyMeter:
    """Adds up what the packages' counters say.

    A counter begins again at zero after some 10 minutes to hours of work, so whoever wants a
    whole night asks now and then.

    Args:
        root: where the kernel shows the counters.
    """

    def __init__(self, root: Path = POWERCAP) -> None:
        # "intel-rapl:0" is a whole package; "intel-rapl:0:1" is a part of it.
        zones = sorted(root.glob("intel-rapl:*")) if root.is_dir() else []
        self._packages = [zone for zone in zones if zone.name.count(":") == 1]
        self._last: dict[Path, int] = {}
        self._used = 0

    def joules(self) -> float | None:
        """Energy used since the first call, of all packages and all programs on them.

        Returns:
            Joules; None when no counter can be read.
        """
        if not self._packages:
            return None
        for package in self._packages:
            try:
                now = int((package / "energy_uj").read_text(encoding="ascii"))
                most = int((package / "max_energy_range_uj").read_text(encoding="ascii"))
            except (OSError, ValueError):
                return None
            before = self._last.get(package, now)
            self._used += now - before if now >= before else now - before + most
            self._last[package] = now
        return self._used * _MICRO
