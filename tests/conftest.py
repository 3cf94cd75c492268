"""Fixtures that several rooms use."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def embedded_model() -> Path:
    """The default model's GGUF file, in a cache outside the repository."""
    from dreamer_app.core.errors import ModelError
    from dreamer_app.inference.default_model import cache_folder, install_default_model

    folder = cache_folder().parent / "models"
    try:
        return install_default_model(folder)
    except ModelError as error:
        pytest.skip(f"the embedded model cannot be had here: {error}")
