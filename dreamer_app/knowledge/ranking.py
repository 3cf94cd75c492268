"""Importance and communities of the graph, the same on every run.

The guide ranks by the number of connections. Entities with as many are told apart by
PageRank (Page et al., 1999), then by name. Communities are found by the Leiden algorithm
(Traag et al., 2019) with a fixed seed.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Row = tuple[str, float, int, int]
"""Entity id, rank, connections, number of the community."""
_SEED = 20240115
_DAMPING = 0.85
_ROUNDS = 100


def build_graph(nodes: Iterable[str], edges: Iterable[tuple[str, str, float]]) -> "nx.Graph[str]":
    """The undirected graph in which connections are counted.

    Nodes and edges go in sorted: the order decides how ties fall in what follows.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    for head, tail, weight in sorted(edges):
        if graph.has_edge(head, tail):
            graph[head][tail]["weight"] += weight
        else:
            graph.add_edge(head, tail, weight=weight)
    return graph


def rank_graph(nodes: Sequence[str], edges: Sequence[tuple[str, str, float]]) -> list[Row]:
    """Every node with its rank, highest first.

    Args:
        edges: head, tail and weight; both ends are among the nodes.
    """
    graph = build_graph(nodes, [(h, t, w) for h, t, w in edges])
    scores = _pagerank(graph)
    top = max(scores.values(), default=1.0)
    communities = _communities(graph)
    rows = [
        # Connections decide; the fraction, below 1, only orders what has as many.
        (n, round(graph.degree(n) + 0.999 * scores[n] / top, 6), graph.degree(n), communities[n])
        for n in graph
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _pagerank(graph: "nx.Graph[str]") -> dict[str, float]:
    """PageRank by power iteration over the edges; every edge counts both ways."""
    import numpy as np

    index = {node: i for i, node in enumerate(graph)}
    count = len(index)
    if count == 0:
        return {}
    pairs = np.array([(index[h], index[t]) for h, t in graph.edges()], dtype=np.int64)
    pairs = pairs.reshape(-1, 2)
    heads = np.concatenate([pairs[:, 0], pairs[:, 1]])
    tails = np.concatenate([pairs[:, 1], pairs[:, 0]])
    degree = np.bincount(heads, minlength=count).astype(float)
    score = np.full(count, 1.0 / count)
    lonely = degree == 0
    share = np.divide(1.0, degree, out=np.zeros(count), where=~lonely)
    for _ in range(_ROUNDS):
        flow = np.bincount(tails, weights=(score * share)[heads], minlength=count)
        after = (1 - _DAMPING) / count + _DAMPING * (flow + score[lonely].sum() / count)
        settled = float(np.abs(after - score).sum()) < 1e-10
        score = after
        if settled:
            break
    return {node: float(score[i]) for node, i in index.items()}


def _communities(graph: "nx.Graph[str]") -> dict[str, int]:
    """Number of the community of every node; 0 is the largest."""
    import graspologic_native

    found: dict[str, int] = {}
    edges = [(h, t, float(graph[h][t]["weight"])) for h, t in graph.edges()]
    if edges:
        # The stubs know of no default values.
        _, found = graspologic_native.leiden(edges, seed=_SEED)  # type: ignore[call-arg]
    groups: dict[object, list[str]] = {}
    for node in graph:
        groups.setdefault(found.get(node, node), []).append(node)
    ordered = sorted(groups.values(), key=lambda members: (-len(members), members[0]))
    return {node: number for number, members in enumerate(ordered) for node in members}
