"""Settings for a face: what they are, what is allowed, changing them."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from dotenv import dotenv_values

from dreamer_app.core.errors import SettingError
from dreamer_app.core.events import Publish, SettingsChanged
from dreamer_app.settings import Settings, SettingSpec, Value, parse, save, specs

__all__ = ["SettingSpec", "SettingsService"]


class SettingsService:
    """The settings in force, and how to change them.

    Args:
        file: where changes are written.
        apply: told the new settings after each change.
    """

    def __init__(
        self, current: Settings, file: Path, publish: Publish, apply: Callable[[Settings], None]
    ) -> None:
        self._current = current
        self._file = file
        self._publish = publish
        self._apply = apply
        self._by_name = {spec.name: spec for spec in specs()}

    @property
    def current(self) -> Settings:
        """The settings in force."""
        return self._current

    def specs(self) -> tuple[SettingSpec, ...]:
        """What is known of every setting, in the order of the dialog."""
        return specs()

    def overridden(self) -> Mapping[str, str]:
        """Variables that the dialog cannot change, with the place that sets them."""
        dotenv = Path(".env")
        fixed = dict.fromkeys(dotenv_values(dotenv) if dotenv.is_file() else (), ".env")
        fixed |= dict.fromkeys(os.environ, "environment")
        return {name: place for name, place in fixed.items() if name in self._by_name}

    def check(self, name: str, text: object) -> Value:
        """The value that this text stands for; SettingError when it is not allowed."""
        return parse(self._spec(name), text)

    def change(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Check, write and apply these values, given by variable name; all or none.

        Returns:
            Names of the variables that changed.
        """
        fixed = self.overridden()
        for name in values:
            if name in fixed:
                raise SettingError(f"{name} is set by the {fixed[name]}; change it there.")
        checked = {self._spec(n).attribute: self.check(n, v) for n, v in values.items()}
        after = replace(self._current, **checked)  # type: ignore[arg-type]
        changed = save(after, self._file, values)
        self._current = after
        self._apply(after)
        self._publish(SettingsChanged(names=changed))
        return changed

    def _spec(self, name: str) -> SettingSpec:
        if name not in self._by_name:
            raise SettingError(f"There is no setting {name}.")
        return self._by_name[name]
