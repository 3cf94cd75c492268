"""The settings: declared in one place, read and kept in another.

Values come, first found, from the environment, from ``.env`` in the working folder, from the
settings file that the dialog writes, from the default. A wrong value names the variable, the
value and what is allowed, and stops.
"""

from dreamer_app.core.setting import SettingSpec, Value, allowed, parse
from dreamer_app.settings.declared import Settings, specs
from dreamer_app.settings.stored import load, read_file, save

__all__ = [
    "SettingSpec",
    "Settings",
    "Value",
    "allowed",
    "load",
    "parse",
    "read_file",
    "save",
    "specs",
]
