"""What code did beside answering, told from what its libraries are there for."""

from collections.abc import Iterable


def beyond_answering(did: Iterable[str], libraries: Iterable[str]) -> list[str]:
    """Deeds that no declared library explains."""
    roots = {library.partition(".")[0] for library in libraries}
    if roots & {"concurrent", "multiprocessing", "subprocess"}:
        roots |= {"os", "subprocess"}
    return [deed for deed in did if deed.partition(".")[0] not in roots]
