"""Libraries found by name."""

import sys
from pathlib import Path

import pytest

from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge.installed import Installed
from dreamer_app.knowledge.plans import Plan


def _plan(name: str) -> Plan:
    plan = Installed().plan(name, StopToken())
    assert plan is not None
    return plan


def test_a_distribution_is_found_by_its_name_however_it_is_spelt() -> None:
    by_import = _plan("markdown_it").sources
    assert [s.source_id for s in by_import] == ["package:markdown_it"]
    assert _plan("Markdown.It-PY").sources == by_import


def test_a_package_comes_with_version_and_licence() -> None:
    [source] = _plan("networkx").sources
    assert source.kind == "package"
    assert source.version.startswith("3.")
    assert source.licence == "BSD-3-Clause"


def test_a_dotted_name_means_its_top_level() -> None:
    assert [s.source_id for s in _plan("urllib.parse").sources] == ["package:urllib"]


@pytest.mark.parametrize("name", ["stdlib", "python"])
def test_the_standard_library_is_one_source_per_module(name: str) -> None:
    plan = _plan(name)
    ids = {source.source_id for source in plan.sources}
    assert {"package:textwrap", "package:math", "package:builtins", "package:json"} <= ids
    assert len(ids) > 150
    assert "antigravity" in dict(plan.skipped)
    assert not ids & {"package:antigravity", "package:this", "package:test", "package:cgi"}


@pytest.mark.parametrize("name", ["antigravity", "this", "idlelib", "test"])
def test_modules_that_are_no_good_are_left_out_with_the_reason(name: str) -> None:
    plan = _plan(name)
    assert plan.sources == []
    assert plan.skipped[0][0] == name


def test_an_unknown_name_is_answered_with_close_ones() -> None:
    assert Installed().plan("textwarp", StopToken()) is None
    error = Installed().not_found("textwarp")
    assert "'textwarp' is neither a file or folder, nor a package installed" in error.message
    assert "textwrap" in error.hint


def test_a_package_that_no_distribution_claims_is_found_without_importing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "lonely_pkg"
    (package / "tests").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('imported')")
    (package / "a.py").write_text("")
    (package / "b.pyi").write_text("")
    (package / "tests" / "c.py").write_text("")
    (package / "test_d.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    [source] = _plan("lonely_pkg").sources
    names = [dotted for dotted, _ in source.job["files"]]
    assert names == ["lonely_pkg", "lonely_pkg.a", "lonely_pkg.b"]
    assert "lonely_pkg" not in sys.modules


def test_the_starter_is_the_standard_library_its_examples_and_what_is_beside_it() -> None:
    items = Installed().starter_items()
    assert items[0] == "stdlib"
    assert Path(items[1]).is_file()
    assert "networkx" in items[2:]
    assert not {"pip", "setuptools", "pkg_resources", "dreamer_app"} & set(items)
