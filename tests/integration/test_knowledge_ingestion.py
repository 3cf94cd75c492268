"""GraphRAG on a real database, with real reading processes."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamer_app.core.errors import InputError, Stopped
from dreamer_app.core.knowledge import EntityKind, RelationKind
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge import GraphRAG
from dreamer_app.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    home = tmp_path / "home"
    opened = Store.open(home / "k.db", backups=home / "backups", output_dir=home / "lessons")
    yield opened
    opened.close()


@pytest.fixture
def graph(store: Store) -> GraphRAG:
    return GraphRAG(store.knowledge)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text(
        "# Cutting\n\nHow to cut a text with `textwrap.shorten`, and keep whole words of it.\n\n"
        "```pycon\n>>> import textwrap\n>>> textwrap.shorten('one two', width=40)\n'one two'\n```\n"
    )
    (folder / "tool.py").write_text('def twice(x):\n    """Give twice of x."""\n    return 2 * x\n')
    return folder


def test_a_module_of_the_standard_library_becomes_fragments(graph: GraphRAG) -> None:
    report = graph.ingest("textwrap")
    assert report.added == ("package:textwrap",)
    fragment = graph.fragment("textwrap.shorten")
    assert fragment.library == "textwrap"
    assert fragment.version == ".".join(map(str, sys.version_info[:3]))
    assert fragment.entity.signature == "(text, width, **kwargs)"
    assert fragment.entity.pure is True
    assert [e.want for e in fragment.entity.examples] == ["'Hello world!'", "'Hello [...]'"]
    assert fragment.connections == 3
    assert {e.id for e in fragment.related} >= {"textwrap", "textwrap.TextWrapper"}
    assert "textwrap.shorten(text, width, **kwargs)" in str(fragment)


def test_modules_of_c_and_private_companions_are_read_as_well(graph: GraphRAG) -> None:
    graph.ingest_many(["math", "decimal", "bisect", "struct", "posixpath"])
    assert graph.fragment("math.gcd").entity.pure is True
    assert graph.fragment("decimal.Decimal.sqrt").entity.code.startswith("def sqrt")
    assert graph.fragment("bisect.bisect_left").entity.pure is True
    assert graph.fragment("struct.calcsize").entity.text
    assert graph.fragment("posixpath.commonprefix").entity.code


def test_reading_the_unchanged_again_reads_nothing(graph: GraphRAG, notes: Path) -> None:
    graph.ingest(str(notes))
    before = graph.sources()
    again = graph.ingest(str(notes))
    assert (again.added, again.updated, len(again.unchanged)) == ((), (), 2)
    assert graph.sources() == before


def test_what_changed_replaces_what_was(graph: GraphRAG, notes: Path) -> None:
    graph.ingest(str(notes))
    tool = notes / "tool.py"
    tool.write_text('def thrice(x):\n    """Give thrice of x."""\n    return 3 * x\n')
    report = graph.ingest(str(notes))
    assert report.updated == (f"file:{tool}",)
    assert len(report.unchanged) == 1
    assert graph.fragment(f"file:{tool}#thrice").library == ""
    with pytest.raises(InputError, match="no entity"):
        graph.fragment(f"file:{tool}#twice")


def test_files_that_are_gone_are_forgotten_with_their_folder(graph: GraphRAG, notes: Path) -> None:
    graph.ingest(str(notes))
    (notes / "a.md").unlink()
    report = graph.ingest(str(notes))
    assert [what for what, _ in report.skipped] == [f"file:{notes / 'a.md'}"]
    assert [source.name for source in graph.sources()] == ["tool.py"]


def test_ones_own_notes_lend_their_examples_to_the_library(graph: GraphRAG, notes: Path) -> None:
    graph.ingest_many(["textwrap", str(notes)])
    sources = [e.source for e in graph.fragment("textwrap.shorten").entity.examples]
    assert "textwrap.shorten('one two', width=40)" in sources


def test_files_of_one_folder_know_each_other(graph: GraphRAG, tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "app").mkdir(parents=True)
    (root / "app" / "__init__.py").write_text("")
    (root / "app" / "text.py").write_text('def clean(x):\n    """Clean x."""\n    return x\n')
    (root / "app" / "web.py").write_text(
        "from .text import clean\nimport app.text\nimport json\n"
        "def show(x):\n    return json.dumps(clean(app.text.clean(x)))\n"
    )
    graph.ingest_many([str(root), "json"])
    _, relations = graph.neighbourhood(f"file:{root}/app/web.py#show")
    assert {(r.tail, r.weight) for r in relations if r.kind is RelationKind.CALLS} == {
        (f"file:{root}/app/text.py#clean", 2.0),
        ("json.dumps", 1.0),
    }


def test_statistics_count_what_is_there(graph: GraphRAG, notes: Path) -> None:
    assert graph.get_stats() == {
        "total_nodes": 0,
        "total_edges": 0,
        "communities": 0,
        "sources": 0,
        "by_kind": {},
    }
    graph.ingest(str(notes))
    stats = graph.get_stats()
    assert stats["total_nodes"] == sum(stats["by_kind"].values()) == 5
    assert stats["total_edges"] == 3
    assert stats["communities"] == 2
    assert stats["sources"] == 2


def test_removing_a_source_forgets_all_of_it(graph: GraphRAG, notes: Path) -> None:
    graph.ingest(str(notes))
    assert graph.remove_source(f"file:{notes / 'a.md'}")
    assert not graph.remove_source("file:/nothing")
    assert {e.source_id for e, _ in graph.top(50)} == {f"file:{notes / 'tool.py'}"}


def test_an_empty_graph_has_nothing_to_dream_of(graph: GraphRAG) -> None:
    assert graph.get_clusters(5) == []
    assert graph.get_clusters(5, seed=1) == []


def test_fragments_come_by_importance_and_the_same_in_another_run(
    graph: GraphRAG, store: Store
) -> None:
    graph.ingest_many(["textwrap", "statistics", "heapq", "bisect"])
    plain = graph.get_clusters(20)
    connections = [f.connections for f in plain]
    assert connections == sorted(connections, reverse=True)
    assert GraphRAG(store.knowledge).get_clusters(20) == plain
    drawn = graph.get_clusters(20, seed=7)
    assert GraphRAG(store.knowledge).get_clusters(20, seed=7) == drawn
    assert len({f.library for f in drawn}) >= 3


def test_a_stop_ends_the_choice_of_fragments_before_the_graph_is_ranked(
    graph: GraphRAG, store: Store
) -> None:
    graph.ingest_many(["bisect", "heapq"])
    graph.remove_source(graph.sources()[0].id)
    stop = StopToken()
    stop.stop(Reason.USER_ACTIVE)
    with pytest.raises(Stopped):
        graph.get_clusters(3, stop=stop)
    assert store.knowledge.ranking() == []


def test_what_was_dreamed_about_comes_last(graph: GraphRAG) -> None:
    graph.ingest("bisect")
    everything = [f.entity.id for f in graph.get_clusters(100)]
    dreamed = everything[:2]
    assert [f.entity.id for f in graph.get_clusters(100, dreamed=dict.fromkeys(dreamed, 1))][
        -2:
    ] == dreamed


def test_the_order_of_ingestion_does_not_change_the_ranking(tmp_path: Path, store: Store) -> None:
    other = Store.open(tmp_path / "o.db", backups=tmp_path / "b", output_dir=tmp_path / "l")
    try:
        GraphRAG(store.knowledge).ingest_many(["textwrap", "heapq"])
        second = GraphRAG(other.knowledge)
        second.ingest("heapq")
        second.ingest("textwrap")
        assert other.knowledge.ranking() == store.knowledge.ranking() != []
    finally:
        other.close()


def test_asking_a_ranked_graph_loads_neither_networkx_nor_griffe(
    graph: GraphRAG, tmp_path: Path
) -> None:
    graph.ingest("textwrap")
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from dreamer_app.knowledge import GraphRAG\n"
        "from dreamer_app.store import Store\n"
        f"home = Path({str(tmp_path / 'home')!r})\n"
        "store = Store.open(home / 'k.db', backups=home / 'b', output_dir=home / 'l')\n"
        "graph = GraphRAG(store.knowledge)\n"
        "assert graph.get_clusters(3, seed=1) and graph.get_stats()\n"
        "graph.ingest('textwrap')\n"
        "store.close()\n"
        "print(sorted({'networkx', 'griffe', 'numpy', 'docutils'} & set(sys.modules)))\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_neighbours_are_what_is_related(graph: GraphRAG) -> None:
    graph.ingest("textwrap")
    entities, relations = graph.neighbourhood("textwrap.shorten")
    ids = {e.id for e in entities}
    assert ids == {
        "textwrap",
        "textwrap.TextWrapper",
        "textwrap.shorten",
        "textwrap.shorten#example-1",
    }
    assert all(r.head in ids and r.tail in ids for r in relations)
    assert ("textwrap.shorten", "textwrap.TextWrapper", RelationKind.CALLS) in {
        (r.head, r.tail, r.kind) for r in relations
    }
    wider, _ = graph.neighbourhood("textwrap.shorten", depth=2)
    assert len(wider) > len(entities)


def test_search_finds_by_words_of_the_docstring(graph: GraphRAG) -> None:
    graph.ingest("textwrap")
    assert "textwrap.shorten" in [e.id for e in graph.search("truncate")]


def test_a_third_party_package_is_read_without_running_it(
    graph: GraphRAG, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "noisy_pkg"
    package.mkdir(parents=True)
    trap = tmp_path / "trap"
    (package / "__init__.py").write_text(
        f"open({str(trap)!r}, 'w')\nfrom .core import shout\n__all__ = ['shout']\n"
    )
    (package / "core.py").write_text('def shout(x):\n    """Say x louder."""\n    return x + "!"\n')
    monkeypatch.syspath_prepend(tmp_path / "site")
    graph.ingest("noisy_pkg")
    assert graph.fragment("noisy_pkg.shout").library == "noisy_pkg"
    assert not trap.exists()


def test_broken_files_are_named_and_cost_no_other(graph: GraphRAG, notes: Path) -> None:
    (notes / "bad.py").write_text("def (")
    (notes / "latin.py").write_bytes(b"x = '\xe9'\n")
    (notes / "deep.py").write_text("x = " + "-" * 200_000 + "1")
    report = graph.ingest(str(notes))
    assert len(report.added) == 2
    assert {Path(what).name for what, _ in report.skipped} == {"bad.py", "latin.py", "deep.py"}
    assert all(why for _, why in report.skipped)


def test_progress_counts_up_to_the_end(graph: GraphRAG) -> None:
    seen: list[tuple[int, int]] = []
    graph.ingest_many(
        ["textwrap", "heapq"], progress=lambda _what, done, total: seen.append((done, total))
    )
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_many_items_leave_out_what_cannot_be_used(graph: GraphRAG) -> None:
    report = graph.ingest_many(["heapq", "no_such_thing_at_all", "/no/such/file.md"])
    assert report.added == ("package:heapq",)
    assert [what for what, _ in report.skipped] == ["no_such_thing_at_all", "/no/such/file.md"]


@pytest.mark.parametrize("what", ["textwarp", "./missing.md", "/missing", "missing/x.md"])
def test_what_is_nothing_is_an_error(graph: GraphRAG, what: str) -> None:
    with pytest.raises(InputError):
        graph.ingest(what)


def test_a_stop_keeps_whole_sources_and_leaves_no_process(graph: GraphRAG) -> None:
    stop = StopToken()

    def stop_at_third(_what: str, done: int, _total: int) -> None:
        if done == 3:
            stop.stop(Reason.USER_ACTIVE)

    with pytest.raises(Stopped):
        graph.ingest("stdlib", stop=stop, progress=stop_at_third)
    assert len(graph.sources()) == 3
    assert not [t for t in threading.enumerate() if t.name == "knowledge-reader"]
    assert graph.ingest(graph.sources()[0].name).unchanged


def test_the_graph_can_be_had_in_networkx(graph: GraphRAG) -> None:
    graph.ingest("textwrap")
    found = graph.graph()
    assert found.degree("textwrap.shorten") == graph.fragment("textwrap.shorten").connections


@pytest.mark.slow
def test_the_standard_library_is_rich_in_what_a_small_model_can_learn(graph: GraphRAG) -> None:
    report = graph.ingest_many(graph.starter_items()[:2])
    assert len(report.added) > 150
    learnable = [
        f
        for f in graph.get_clusters(10_000)
        if f.entity.kind is EntityKind.FUNCTION
        and f.entity.pure
        and f.entity.text
        and not f.entity.signature.startswith("(self")
        and any(e.want for e in f.entity.examples)
    ]
    assert len(learnable) > 150
    libraries = {f.library for f in learnable}
    assert {"textwrap", "statistics", "heapq", "bisect", "itertools", "html", "urllib"} <= libraries
    drawn = graph.get_clusters(20, seed=1)
    assert sum(bool(f.entity.pure and f.entity.text) for f in drawn) >= 16
