"""Models, for a face: which there are, which fits, which is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dreamer_app.core.inference import ModelInfo
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.settings import SettingsService
from dreamer_app.services.workshop import Workshop

if TYPE_CHECKING:
    from dreamer_app.inference.downloads import Offer, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A model of the catalogue, and how it would sit on this machine.

    Args:
        size: bytes to fetch.
        verdict: ``fits``, ``tight`` or ``does_not_fit``.
        sentence: the verdict in words, with numbers; an estimate until it is looked at.
        path: where it is; None while it is not here.
        recommended: the largest that fits.
    """

    name: str
    title: str
    size: int
    licence: str
    quantisation: str
    memory_gb: int
    repository: str
    verdict: str
    sentence: str
    path: Path | None = None
    recommended: bool = False


def model_that_comes_along() -> tuple[str, str, str]:
    """Name, quantisation and licence of the model that Dreamer installs by itself."""
    from dreamer_app.inference.default_model import default_model

    model = default_model()
    return model.name, model.quantisation, model.licence


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
        return self._workshop.fit_of(info).sentence

    def examine(self, path: Path) -> ModelInfo:
        """What a file is; ModelError with one clear sentence when it is no model."""
        from dreamer_app.inference import read_header

        return read_header(path)

    def install_default(self) -> Path:
        """Put the embedded default model into the models folder."""
        from dreamer_app.inference import install_default_model

        return install_default_model(self._paths.models)

    def suggestions(self) -> list[Suggestion]:
        """The catalogue, the smallest first; needs no connection."""
        from dreamer_app.inference import expected_fit, listed_models

        context, sequences = self._settings.current.model_context, self._workshop.sequences
        on_gpu = self._workshop.gpu_free
        fits = [
            (model, expected_fit(model, context=context, sequences=sequences, gpu_free=on_gpu))
            for model in listed_models()
        ]
        best = max((m.size for m, f in fits if f.verdict == "fits"), default=0)
        found = []
        for model, its_fit in fits:
            path = self._paths.models / model.file
            found.append(
                Suggestion(
                    name=model.name,
                    title=model.title,
                    size=model.size,
                    licence=model.licence,
                    quantisation=model.quantisation,
                    memory_gb=model.memory_gb,
                    repository=model.repository,
                    verdict=str(its_fit.verdict),
                    sentence=its_fit.sentence,
                    path=path if path.is_file() else None,
                    recommended=model.size == best,
                )
            )
        return found

    def look(self, name: str, stop: StopToken) -> "Offer":
        """What the hub has under a name: size, header and fit, before it is fetched.

        Args:
            name: of the catalogue, or ``OWNER/REPOSITORY/FILE.gguf``.

        Raises:
            InputError: there is no such name.
            ModelError: the hub does not have it or cannot be reached.
        """
        from dreamer_app.inference import Downloads, find_listed

        return Downloads(self._paths.models).look(
            find_listed(name),
            stop,
            context=self._settings.current.model_context,
            sequences=self._workshop.sequences,
            gpu_free=self._workshop.gpu_free,
        )

    def download(
        self,
        name: str,
        stop: StopToken,
        on_progress: "Callable[[Progress], None]",
        *,
        anyway: bool = False,
    ) -> ModelInfo:
        """Look at a model, fetch it and put it among Dreamer's own.

        Args:
            on_progress: called from this thread.
            anyway: also one that does not fit into memory.

        Raises:
            InputError: there is no such name.
            ModelError: it cannot be had, or not here; one sentence.
            Stopped: it was cancelled; the next try goes on from there.
        """
        from dreamer_app.inference import Downloads

        offer = self.look(name, stop)
        return Downloads(self._paths.models).fetch(offer, stop, on_progress, anyway=anyway)
