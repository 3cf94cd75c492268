"""How the function that a fragment is about is called in a program."""

from dataclasses import dataclass

from dreamer_app.core.errors import DreamerError
from dreamer_app.core.knowledge import KnowledgeFragment

_BUILTINS = "builtins."


class Abstained(DreamerError):  # noqa: N818 - to abstain is a choice, not a fault
    """A knowledge fragment makes no sensible task; the text says why."""

    exit_code = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Callee:
    """A function as a program names it.

    Args:
        expression: what is called, e.g. ``calendar.isleap``, ``str.title`` or ``slugify``.
        prelude: source that must stand above the call; empty for a builtin.
        module: the module that the prelude imports; empty for a builtin and own code.
    """

    expression: str
    prelude: str = ""
    module: str = ""

    @property
    def name(self) -> str:
        """The last part of the expression."""
        return self.expression.rpartition(".")[2]

    @property
    def libraries(self) -> tuple[str, ...]:
        """Import name that the sandbox must hold, if any."""
        return (self.module.partition(".")[0],) if self.module else ()


def callee_of(fragment: KnowledgeFragment) -> Callee:
    """How the fragment's function is called.

    Raises:
        Abstained: it cannot be called by a name.
    """
    entity = fragment.entity
    if fragment.own_code:
        local = entity.id.partition("#")[2]
        if not local.isidentifier() or local.startswith("_"):
            raise Abstained(f"{entity.name} cannot be called without an object.")
        return Callee(expression=local, prelude=fragment.own_code)
    module, _, name = entity.id.rpartition(".")
    if not module or not name.isidentifier() or name.startswith("_"):
        raise Abstained(f"{entity.id} cannot be called by its name.")
    if not fragment.library:
        raise Abstained(f"{entity.id} is part of no installed library and has no code to run.")
    if entity.id.startswith(_BUILTINS):
        # Nobody writes builtins.len; a method of a builtin type is called through the type.
        return Callee(expression=entity.id.removeprefix(_BUILTINS))
    if entity.signature.startswith("(self"):
        raise Abstained(f"{entity.id} is a method and needs an object first.")
    return Callee(expression=entity.id, prelude=f"import {module}", module=module)
