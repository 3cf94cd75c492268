"""What is next to a concept in the graph, and where to draw it.

``look_around`` is for a thread: it imports networkx and pyqtgraph, which the waiting program
does without.
"""

import gc
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dreamer_app.core.knowledge import Entity, Relation

if TYPE_CHECKING:
    from dreamer_app.services.knowledge import KnowledgeService

MOST = 16
"""More neighbours than that cannot be read in one drawing."""
_ROUNDS = 80
_SEED = 1
_CROWDING = 0.5
"""0 leaves distances from the middle as they are, 1 makes a ring."""

Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A concept with its neighbours.

    Args:
        around: neighbours, the highest ranks first, as many as can be drawn.
        more: how many neighbours there are beside those.
        relations: among the concept and ``around``.
        places: of the concept and ``around`` by id; the concept is at (0, 0), no coordinate is
            beyond -1 and 1.
        library: the module :mod:`ui.journal.graph_plot`, which takes a while to import.
    """

    centre: Entity
    around: tuple[Entity, ...]
    more: int
    relations: tuple[Relation, ...]
    places: Mapping[str, Place]
    library: Any


def look_around(knowledge: "KnowledgeService", entity_id: str) -> Surroundings:
    """Ask the graph, and lay out what it answers.

    Raises:
        InputError: there is no such entity.
    """
    is_first = "networkx" not in sys.modules
    from ui.journal import graph_plot

    entities, relations = knowledge.neighbourhood(entity_id)
    centre = next(entity for entity in entities if entity.id == entity_id)
    found = arranged(centre, entities, relations, graph_plot)
    if is_first:  # the libraries stay, and need not be gone through for garbage
        gc.freeze()
    return found


def arranged(
    centre: Entity, entities: Sequence[Entity], relations: Sequence[Relation], library: Any
) -> Surroundings:
    """Choose the highest ranks, and lay them out."""
    others = sorted((e for e in entities if e.id != centre.id), key=lambda e: (-e.rank, e.id))
    around = tuple(others[:MOST])
    shown = {centre.id, *(entity.id for entity in around)}
    among = tuple(r for r in relations if r.head in shown and r.tail in shown)
    return Surroundings(
        centre=centre,
        around=around,
        more=len(others) - len(around),
        relations=among,
        places=_layout(centre.id, [entity.id for entity in around], among),
        library=library,
    )


def _layout(centre: str, around: Sequence[str], relations: Sequence[Relation]) -> dict[str, Place]:
    """Places by springs along relations, the concept held in the middle.

    T. M. J. Fruchterman, E. M. Reingold: Graph Drawing by Force-directed Placement (1991), as
    networkx has it, begun from a ring; the same neighbours are always in the same places.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from([centre, *around])
    graph.add_edges_from((r.head, r.tail) for r in relations)
    ring = nx.shell_layout(graph, [[centre], list(around)] if around else [[centre]])
    if len(around) < 2:
        found = ring
    else:
        found = nx.spring_layout(graph, pos=ring, fixed=[centre], iterations=_ROUNDS, seed=_SEED)
    middle_x, middle_y = found[centre]
    moved = {name: (float(x - middle_x), float(y - middle_y)) for name, (x, y) in found.items()}
    wide = max((abs(x) for x, _ in moved.values()), default=0.0) or 1.0
    high = max((abs(y) for _, y in moved.values()), default=0.0) or 1.0
    return {name: _outwards(x / wide, y / high) for name, (x, y) in moved.items()}


def _outwards(x: float, y: float) -> Place:
    """A place further from the middle, where springs crowd what is much connected."""
    distance = math.hypot(x, y)
    pull = distance**_CROWDING if distance else 1.0
    return max(-1.0, min(1.0, x / pull)), max(-1.0, min(1.0, y / pull))
