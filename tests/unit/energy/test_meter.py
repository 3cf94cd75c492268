from pathlib import Path

from dreamer_app.energy.meter import EnergyMeter


def counter(root: Path, name: str, microjoules: int, most: int = 1_000_000) -> Path:
    zone = root / name
    zone.mkdir(parents=True, exist_ok=True)
    (zone / "energy_uj").write_text(f"{microjoules}\n")
    (zone / "max_energy_range_uj").write_text(f"{most}\n")
    return zone


def test_a_machine_that_counts_nothing_has_no_number(tmp_path: Path) -> None:
    assert EnergyMeter(tmp_path).joules() is None
    assert EnergyMeter(tmp_path / "not there").joules() is None


def test_packages_are_added_and_their_parts_are_not_counted_twice(tmp_path: Path) -> None:
    for name in ("intel-rapl:0", "intel-rapl:1", "intel-rapl:0:0"):
        counter(tmp_path, name, 100_000)
    meter = EnergyMeter(tmp_path)
    assert meter.joules() == 0
    for name in ("intel-rapl:0", "intel-rapl:1", "intel-rapl:0:0"):
        counter(tmp_path, name, 350_000)
    assert meter.joules() == 0.5


def test_a_counter_that_began_again_is_followed(tmp_path: Path) -> None:
    counter(tmp_path, "intel-rapl:0", 900_000)
    meter = EnergyMeter(tmp_path)
    meter.joules()
    counter(tmp_path, "intel-rapl:0", 200_000)
    assert meter.joules() == 0.3


def test_a_counter_that_may_not_be_read_gives_no_number(tmp_path: Path) -> None:
    (counter(tmp_path, "intel-rapl:0", 1) / "energy_uj").unlink()
    assert EnergyMeter(tmp_path).joules() is None
