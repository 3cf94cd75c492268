"""The guide's ``guardian_agent.process(validation_prompt)``: a candidate and tests as text.

The form: Markdown with fenced blocks. A block whose info string holds the word ``tests`` is
the test file, one with ``alternative`` is an independent solution, and the first other block
is the code::

    Validate this. Libraries: collections
    ```python
    def add(a, b): ...
    ```
    ```python tests
    def test_add(): ...
    ```

Without a block marked as tests, the second block is taken for them. A line
``Libraries: a, b`` declares libraries, ``Entry point: name`` the name under test.
"""

import re

from dreamer_app.core.dreams import Verification
from dreamer_app.core.errors import InputError

_BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_LIBRARIES = re.compile(r"^libraries:\s*(.+)$", re.MULTILINE | re.IGNORECASE)
_ENTRY = re.compile(r"^entry point:\s*`?(\w+)`?", re.MULTILINE | re.IGNORECASE)


def read_prompt(prompt: str) -> Verification:
    """The candidate, tests and the rest that a prompt holds.

    Raises:
        InputError: it holds no code, or no tests.
    """
    code: list[str] = []
    tests: list[str] = []
    alternatives: list[str] = []
    for info, body in _BLOCK.findall(prompt):
        words = info.lower().split()
        kind = tests if "tests" in words else alternatives if "alternative" in words else code
        kind.append(body)
    if not tests and len(code) > 1:
        tests = code[1:2]
    if not code or not tests:
        raise InputError(
            "The validation prompt holds no code and tests.",
            hint="Put each in a block of its own, fenced by three backticks.",
        )
    text = _BLOCK.sub("", prompt)
    libraries = _LIBRARIES.search(text)
    entry = _ENTRY.search(text)
    names = re.split(r"[,\s]+", libraries.group(1).strip()) if libraries else []
    return Verification(
        code=code[0],
        tests="\n".join(tests),
        entry_point=entry.group(1) if entry else "",
        libraries=tuple(n for n in names if n and n.lower() != "none"),
        alternatives=tuple(alternatives),
    )
