"""What README and the guides promise is what the program has."""

import re
from pathlib import Path

import pytest

from dreamer_app import cli, settings

ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ("README.md", "docs/ARCHITECTURE.md", "docs/USER_GUIDE.md", "docs/GLOSSARY.md")


def test_every_setting_of_the_readme_has_the_default_it_says() -> None:
    promised = dict(re.findall(r"^\| `([A-Z_]+)` \|.*\| `([^`]*)` \|$", README, re.MULTILINE))
    known = {spec.name: spec for spec in settings.specs()}

    assert len(promised) == 13
    for name, default in promised.items():
        assert settings.parse(known[name], default) == known[name].default, name


def test_every_command_of_the_readme_exists(capsys: pytest.CaptureFixture[str]) -> None:
    promised = set(re.findall(r"`dreamer ([a-z]+)", README))

    assert "dream" in promised
    for name in sorted(promised):
        with pytest.raises(SystemExit) as ended:
            cli.main([name, "--help"])
        assert ended.value.code == 0, name
        assert f"dreamer {name}" in capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES)
def test_pages_link_only_to_what_exists(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))

    missing = [
        link
        for link in links
        if "://" not in link and "images/" not in link and not (path.parent / link).exists()
    ]

    assert missing == []


def test_the_two_commands_of_the_readme_are_targets_of_make() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"^make (\w+)", README, re.MULTILINE)) == {"run", "test"}
    assert {"run", "test", "check"} <= targets
