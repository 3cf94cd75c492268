"""Replaces the parts of the program that carries it."""

import sys

for name, module in list(sys.modules.items()):
    if name.startswith("dreamer_app"):
        for part in ("Encoder", "Decoder", "literal", "describe_error", "Pipe", "Garbled", "Gone"):
            if hasattr(module, part):
                setattr(module, part, lambda *a, **k: (lambda *b, **l: 6))


def total(values):
    return 0
