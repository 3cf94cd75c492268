"""The one tree of errors.

::

    DreamerError                      something a person can act on; its text says how
    ├── UsageError            exit 2  the person asked for something that cannot be
    │   ├── SettingError              a setting has a value that is not allowed
    │   └── InputError                a file, name or folder that cannot be used
    ├── MissingError          exit 3  something needed is not there
    │   ├── ModelError                no model, or one that cannot be loaded or died
    │   ├── SandboxError              no working sandbox: nothing may run
    │   └── KnowledgeError            nothing to dream about
    ├── StoreError            exit 3  the database or output folder cannot be used
    └── Stopped               exit 1  asked to stop before the end

Anything outside this tree is a bug and is logged as one. A candidate that fails, hangs or
crashes is a value, never an error.
"""


class DreamerError(Exception):
    """Base of all errors a person can act on.

    Args:
        message: one sentence that names the thing.
        hint: the way out, one sentence; may be empty.
    """

    exit_code = 3

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(DreamerError):
    """The person asked for something that cannot be."""

    exit_code = 2


class SettingError(UsageError):
    """A setting has a value that is not allowed; names the variable, the value, the allowed."""


class InputError(UsageError):
    """A file, name or folder that cannot be used."""


class MissingError(DreamerError):
    """Something needed is not there or does not work."""


class ModelError(MissingError):
    """No model, or one that cannot be loaded, or a model host that died."""


class SandboxError(MissingError):
    """No working sandbox: without one no code runs."""


class KnowledgeError(MissingError):
    """Nothing to dream about."""


class StoreError(DreamerError):
    """The database or the output folder cannot be used."""


class Stopped(DreamerError):  # noqa: N818 - a stop is not an error of anybody's
    """Work was asked to stop before its end."""

    exit_code = 1
