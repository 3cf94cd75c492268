"""EnergyManager: is the user there, is the machine free, may we dream."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dreamer_app.energy.manager import EnergyManager

__all__ = ["EnergyManager"]


def __getattr__(name: str) -> Any:
    """Import the manager when it is first asked for: the sentinel in this package needs none."""
    if name == "EnergyManager":
        from dreamer_app.energy.manager import EnergyManager

        return EnergyManager
    raise AttributeError(name)
