"""Every place on disk that the program reads or writes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """A file that ships with the program, below ``resources/``."""
    return _ROOT.joinpath("resources", *parts)


def catalogue() -> Path:
    """The list of known models that ships with the program."""
    return _ROOT / "models" / "catalogue.toml"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files below one home; nothing is written outside it.

    Args:
        home: ``DREAMER_HOME``, or the platform's folder for user data.
    """

    home: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Paths":
        """The home that ``DREAMER_HOME`` names, or the platform's default."""
        given = (os.environ if environment is None else environment).get("DREAMER_HOME", "")
        if given:
            return cls(Path(given).expanduser().resolve())
        import platformdirs

        return cls(platformdirs.user_data_path("dreamer", appauthor=False))

    @property
    def database(self) -> Path:
        """Lessons, nights, decisions, knowledge."""
        return self.home / "dreamer.db"

    @property
    def settings_file(self) -> Path:
        """What the settings dialog writes."""
        return self.home / "settings.toml"

    @property
    def models(self) -> Path:
        """GGUF files that belong to Dreamer."""
        return self.home / "models"

    @property
    def model_copies(self) -> Path:
        """Copies of small models in a quicker form; may be removed at any time."""
        return self.home / "cache" / "models"

    @property
    def model_hashes(self) -> Path:
        """Hashes of model files wherever they are; may be removed at any time."""
        return self.home / "cache" / "model_hashes.json"

    @property
    def logs(self) -> Path:
        """The program's log files."""
        return self.home / "logs"

    @property
    def sandbox(self) -> Path:
        """Root filesystems and images that sandboxes are made of."""
        return self.home / "sandbox"

    @property
    def backups(self) -> Path:
        """Copies of the database from before each migration."""
        return self.home / "backups"

    @property
    def drafts(self) -> Path:
        """What was typed into lessons and not saved yet."""
        return self.home / "drafts"

    @property
    def runtime(self) -> Path:
        """Locks and sockets of the running program; gone after a reboot where possible."""
        given = os.environ.get("XDG_RUNTIME_DIR", "")
        if given and Path(given).is_dir():
            import hashlib

            tag = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
            return Path(given) / f"dreamer-{tag}"
        return self.home / "run"

    def output_dir(self, configured: str) -> Path:
        """``DREAMING_OUTPUT_DIR``; a relative one is below the home."""
        return self.home / Path(configured).expanduser()

    def ensure(self) -> "Paths":
        """Create the home, readable by its owner only."""
        for folder in (self.home, self.models, self.logs, self.sandbox, self.runtime):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self
