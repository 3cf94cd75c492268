"""Settings: where values come from, and what is said of a wrong one."""

from dataclasses import replace
from pathlib import Path

import pytest

from dreamer_app import settings
from dreamer_app.core.errors import SettingError
from dreamer_app.settings import Settings

_GUIDE = {
    "ENABLE_DREAMING": False,
    "DREAMING_IDLE_THRESHOLD_MINUTES": 30,
    "DREAMING_NIGHT_HOURS": "2-6",
    "DREAMING_MAX_SCENARIOS": 10,
    "DREAMING_CPU_THRESHOLD": 0.7,
    "DREAMING_MEMORY_THRESHOLD": 0.8,
    "DREAMING_SCENARIO_COMPLEXITY": "medium",
    "DREAMING_VALIDATION_STRICT": True,
    "DREAMING_OUTPUT_DIR": "./data/synthetic_training",
    "DREAMING_DOCKER_NAMESPACE": "venom-dream-worker",
    "DREAMING_PROCESS_PRIORITY": 19,
}


def test_the_guides_variables_have_the_guides_defaults() -> None:
    defaults = {spec.name: spec.default for spec in settings.specs()}
    assert {name: defaults[name] for name in _GUIDE} == _GUIDE


def test_the_environment_wins_over_dotenv_and_that_over_the_file(tmp_path: Path) -> None:
    file, dotenv = tmp_path / "settings.toml", tmp_path / ".env"
    file.write_text("DREAMING_MAX_SCENARIOS = 3\nDREAMING_PROCESS_PRIORITY = 5\n")
    dotenv.write_text("DREAMING_MAX_SCENARIOS=4\nDREAMING_SAMPLES=6\n")
    found = settings.load(file, {"DREAMING_SAMPLES": "8"}, dotenv)
    assert (found.process_priority, found.max_scenarios, found.samples) == (5, 4, 8)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("DREAMING_CPU_THRESHOLD", "2", "0.01 to 1"),
        ("DREAMING_MAX_SCENARIOS", "ten", "whole number"),
        ("DREAMING_SCENARIO_COMPLEXITY", "hard", "simple, medium, complex"),
        ("ENABLE_DREAMING", "maybe", "true or false"),
        ("DREAMING_NIGHT_HOURS", "25-6", "2-6 or 22-5"),
        ("DREAMING_CPU_THRESHOLD", "nan", "a number"),
        ("DREAMING_DOCKER_NAMESPACE", "No spaces", "text that matches"),
    ],
)
def test_a_wrong_value_names_the_variable_the_value_and_what_is_allowed(
    name: str, value: str, allowed: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingError) as caught:
        settings.load(None, {name: value}, tmp_path / "none")
    assert all(part in str(caught.value) for part in (name, repr(value), allowed))


def test_what_is_saved_is_loaded_and_unknown_variables_stay(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('FROM_A_NEWER_DREAMER = "kept"\n')
    changed = settings.save(replace(Settings(), max_scenarios=3), file)
    assert changed == ("DREAMING_MAX_SCENARIOS",)
    assert settings.load(file, {}, tmp_path / "none").max_scenarios == 3
    assert settings.read_file(file)["FROM_A_NEWER_DREAMER"] == "kept"


def test_a_damaged_settings_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("= broken")
    with pytest.raises(SettingError, match=r"settings\.toml"):
        settings.load(file, {}, tmp_path / "none")


def test_saving_one_variable_writes_none_of_the_environments_values(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('DREAMING_SAMPLES = 6\nFROM_A_NEWER_DREAMER = "kept"\n')
    environment = {"DREAMING_MODEL_PATH": "/elsewhere.gguf", "DREAMING_SAMPLES": "8"}
    in_force = settings.load(file, environment, tmp_path / "none")
    changed = settings.save(replace(in_force, max_scenarios=3), file, ["DREAMING_MAX_SCENARIOS"])
    assert changed == ("DREAMING_MAX_SCENARIOS",)
    assert settings.read_file(file) == {
        "DREAMING_SAMPLES": 6,
        "FROM_A_NEWER_DREAMER": "kept",
        "DREAMING_MAX_SCENARIOS": 3,
    }


def test_a_variable_set_back_to_its_default_leaves_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("DREAMING_SAMPLES = 6\nDREAMING_MAX_SCENARIOS = 3\n")
    settings.save(replace(Settings(), samples=6), file, ["DREAMING_MAX_SCENARIOS"])
    assert settings.read_file(file) == {"DREAMING_SAMPLES": 6}


def test_thresholds_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(SettingError, match="DREAMING_UNCERTAIN_THRESHOLD"):
        settings.load(None, {"DREAMING_UNCERTAIN_THRESHOLD": "0.9"}, Path("nowhere"))
