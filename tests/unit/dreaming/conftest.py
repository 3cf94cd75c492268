"""Knowledge fragments made by hand."""

from collections.abc import Callable

import pytest

from dreamer_app.core.knowledge import Entity, EntityKind, Example, KnowledgeFragment

MakeFragment = Callable[..., KnowledgeFragment]


@pytest.fixture
def fragment() -> MakeFragment:
    """Makes a fragment of a function from its qualified name, signature and examples."""

    def make(
        qualified: str, signature: str, *examples: str, text: str = "", code: str = ""
    ) -> KnowledgeFragment:
        return KnowledgeFragment(
            entity=Entity(
                id=qualified,
                kind=EntityKind.FUNCTION,
                name=qualified.rpartition(".")[2],
                source_id="package:stdlib",
                signature=signature,
                text=text,
                examples=tuple(Example(source=source, want="") for source in examples),
                code=code,
                pure=True,
            ),
            library=qualified.partition(".")[0],
        )

    return make
