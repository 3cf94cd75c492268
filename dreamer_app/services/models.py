"""Models, for a face: which there are, which fits, which is taken."""

from pathlib import Path

from dreamer_app.core.inference import ModelInfo
from dreamer_app.paths import Paths
from dreamer_app.services.settings import SettingsService
from dreamer_app.services.workshop import Workshop


class ModelService:
    """Finds models and says whether they fit."""

    def __init__(self, paths: Paths, settings: SettingsService, workshop: Workshop) -> None:
        self._paths = paths
        self._settings = settings
        self._workshop = workshop

    def found(self) -> list[ModelInfo]:
        """All usable GGUF files in the models folder and in other programs' folders."""
        from dreamer_app.inference import find_models

        return find_models(self._paths.models)

    def refused(self) -> list[tuple[Path, str]]:
        """GGUF files that cannot be used, with one sentence each."""
        from dreamer_app.inference import examine_models

        return [(f.path, f.refusal) for f in examine_models(self._paths.models) if f.info is None]

    def chosen(self) -> ModelInfo:
        """The model to dream with; ModelError when there is none."""
        return self._workshop.chosen_model()

    @property
    def endpoint_place(self) -> str:
        """Host and port of the endpoint that is dreamed with; empty with a model file."""
        return self._workshop.endpoint_place

    def fit_sentence(self, info: ModelInfo) -> str:
        """Whether it fits into memory, in one sentence."""
        if info.endpoint:
            return f"{info.name} runs on another machine or in another program."
        from dreamer_app.inference import fit

        settings = self._settings.current
        return fit(info, context=settings.model_context, sequences=settings.samples).sentence

    def examine(self, path: Path) -> ModelInfo:
        """What a file is; ModelError with one clear sentence when it is no model."""
        from dreamer_app.inference import read_header

        return read_header(path)

    def install_default(self) -> Path:
        """Put the embedded default model into the models folder."""
        from dreamer_app.inference import install_default_model

        return install_default_model(self._paths.models)
