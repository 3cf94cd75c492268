"""Importance and communities."""

import random

from dreamer_app.knowledge.ranking import rank_graph

_HUB = [("hub", leaf, 1.0) for leaf in "abcd"] + [("a", "b", 1.0)]


def test_more_connections_rank_higher() -> None:
    rows = rank_graph(["hub", *"abcd"], _HUB)
    assert [row[0] for row in rows] == ["hub", "a", "b", "c", "d"]
    assert [row[2] for row in rows] == [4, 2, 2, 1, 1]


def test_rank_never_contradicts_the_number_of_connections() -> None:
    rng = random.Random(3)
    nodes = [f"n{i}" for i in range(200)]
    edges = [(rng.choice(nodes), rng.choice(nodes[:20]), rng.random()) for _ in range(900)]
    connections = [row[2] for row in rank_graph(nodes, edges)]
    assert connections == sorted(connections, reverse=True)


def test_the_order_of_rows_does_not_matter() -> None:
    rng = random.Random(5)
    nodes = [f"n{i}" for i in range(300)]
    edges = [(rng.choice(nodes), rng.choice(nodes), 1.0) for _ in range(900)]
    first = rank_graph(nodes, edges)
    rng.shuffle(nodes)
    rng.shuffle(edges)
    assert rank_graph(nodes, edges) == first


def test_two_circles_of_friends_are_two_communities() -> None:
    def circle(prefix: str) -> list[tuple[str, str, float]]:
        names = [f"{prefix}{i}" for i in range(6)]
        return [(a, b, 1.0) for a in names for b in names if a < b]

    edges = [*circle("x"), *circle("y"), ("x0", "y0", 1.0)]
    community = {
        row[0]: row[3] for row in rank_graph(sorted({n for e in edges for n in e[:2]}), edges)
    }
    assert {community[f"x{i}"] for i in range(6)} | {community[f"y{i}"] for i in range(6)} == {0, 1}
    assert len({community[f"x{i}"] for i in range(6)}) == 1


def test_lonely_nodes_and_an_empty_graph_are_ranked() -> None:
    assert rank_graph([], []) == []
    assert [row[0] for row in rank_graph(["b", "a"], [])] == ["a", "b"]


def test_relations_both_ways_are_one_connection() -> None:
    rows = rank_graph(["a", "b"], [("a", "b", 1.0), ("b", "a", 1.0)])
    assert [row[2] for row in rows] == [1, 1]
