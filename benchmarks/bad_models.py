"""A hundred damaged models through the real host: what is said, and that nobody dies of them.

``python -m benchmarks.bad_models [COUNT]``
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import GenerationRequest, Prompt
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import (
    ModelHost,
    choose_model,
    examine_models,
    fit,
    install_default_model,
    read_header,
)
from dreamer_app.inference.default_model import cache_folder

_REQUEST = GenerationRequest(prompt=Prompt(text="x ="), max_tokens=2)
_HEADER = 2_000_000
"""Bytes in which the header of the default model ends."""
_LONGEST = 700


def damaged(good: bytes, dice: random.Random) -> tuple[str, bytes]:
    """A kind of damage, and the file with it."""
    data = bytearray(good)
    kind = dice.choice(["bits of the header", "bits of the body", "cut off", "noise", "shifted"])
    if kind == "bits of the header":
        for _ in range(dice.randrange(1, 6)):
            data[dice.randrange(24, 4000)] ^= 1 << dice.randrange(8)
    elif kind == "bits of the body":
        for _ in range(2000):
            data[dice.randrange(_HEADER, len(data))] ^= 1 << dice.randrange(8)
    elif kind == "cut off":
        del data[dice.randrange(len(data)) :]
    elif kind == "noise":
        at = dice.randrange(8, _HEADER)
        data[at : at + 4096] = dice.randbytes(4096)
    else:
        at = dice.randrange(24, _HEADER)
        data[at:at] = dice.randbytes(dice.randrange(1, 64))
    return kind, bytes(data)


def outcome_of(path: Path) -> str:
    """``works``, or the sentence with which it was refused.

    The app itself looks at every file that it finds, before there is a host.
    """
    for found in examine_models(path.parent, environment={"HOME": str(path.parent / "home")}):
        if found.info is not None:
            fit(found.info, gpu_free=1 << 33)
    try:
        choose_model(str(path), [], context=256, sequences=1)
        host = ModelHost(read_header(path), context=256, sequences=1, priority=0)
    except ModelError as error:
        return error.message
    try:
        host.generate(_REQUEST, StopToken())
    except ModelError as error:
        return error.message
    finally:
        host.close()
    return "works"


def main() -> None:
    """Damage, load, count."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    dice = random.Random(1)
    good = install_default_model(cache_folder().parent / "models").read_bytes()
    tally: Counter[tuple[str, str]] = Counter()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "damaged.gguf")
        for _ in range(count):
            kind, data = damaged(good, dice)
            path.write_bytes(data)
            said = outcome_of(path)
            one_sentence = said == "works" or (
                "\n" not in said and len(said) < _LONGEST and said.endswith(".")
            )
            bad += not one_sentence
            how = "works" if said == "works" else "refused before loading"
            if "llama.cpp refuses it" in said:
                how = "refused by llama.cpp"
            elif "ended while it worked" in said:
                how = "host died, told"
            tally[kind, how] += 1
            if not one_sentence:
                print(f"  no clear sentence ({kind}): {said[:300]!r}")
    print(f"{count} damaged files; the app lives; {bad} without one clear sentence")
    for (kind, how), number in sorted(tally.items()):
        print(f"  {kind:20} {how:24} {number:4}")


if __name__ == "__main__":
    main()
