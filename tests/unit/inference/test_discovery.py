import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dreamer_app.core.errors import ModelError
from dreamer_app.inference import choose_model, examine_models, find_models, fit, read_header
from dreamer_app.inference.discovery import places

MakeGguf = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def _environment(home: Path) -> Mapping[str, str]:
    return {"HOME": str(home)}


@pytest.mark.parametrize(
    ("folder", "origin"),
    [
        (".lmstudio/models/org/model", "LM Studio"),
        (".cache/lm-studio/models/org/model", "LM Studio"),
        (".cache/huggingface/hub/models--o--m/snapshots/abc", "Hugging Face"),
        (".config/Jan/data/models/hf/m", "Jan"),
        (".local/share/nomic.ai/GPT4All", "GPT4All"),
        (".cache/llama.cpp", "llama.cpp"),
    ],
)
def test_models_of_other_programs_are_found_where_they_keep_them(
    home: Path, make_gguf: MakeGguf, folder: str, origin: str
) -> None:
    path = make_gguf("coder.gguf", folder=home / folder)
    (found,) = find_models(home / "own", environment=_environment(home))
    assert (found.path, found.origin, found.name) == (path, origin, "coder")


def test_ollamas_blobs_are_found_through_its_manifests(home: Path, make_gguf: MakeGguf) -> None:
    root = home / ".ollama/models"
    blob = make_gguf("sha256-aa", folder=root / "blobs")
    make_gguf("sha256-bb", {"llama.context_length": 9}, folder=root / "blobs")
    manifest = root / "manifests/registry.ollama.ai/library/coder/1b"
    manifest.parent.mkdir(parents=True)
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:aa"}
    licence = {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:bb"}
    manifest.write_text(json.dumps({"layers": [layer, licence]}))
    manifest.with_name("broken").write_text("{")
    (found,) = find_models(home / "own", environment=_environment(home))
    assert (found.path, found.origin, found.name) == (blob, "Ollama", "coder:1b")


def test_the_environment_moves_the_folders_of_other_programs(home: Path) -> None:
    environment = {
        "HOME": str(home),
        "HF_HUB_CACHE": "/a",
        "OLLAMA_MODELS": "/b",
        "LLAMA_CACHE": "/c",
    }
    found = {str(folder) for _, folder in places(home, environment)}
    assert {"/a", "/b", "/c"} <= found
    assert not any(".ollama" in folder for folder in found)


_EVERYWHERE = {
    "LM Studio": {".lmstudio/models", ".cache/lm-studio/models"},
    "Hugging Face": {".cache/huggingface/hub"},
}
_OLLAMA = {".ollama/models", "/usr/share/ollama/.ollama/models"}
_BY_PLATFORM = {
    "linux": {
        "Ollama": _OLLAMA,
        "Jan": {".config/Jan/data", ".local/share/Jan/data", "jan"},
        "GPT4All": {".local/share/nomic.ai/GPT4All"},
        "llama.cpp": {".cache/llama.cpp"},
    },
    "darwin": {
        "Ollama": _OLLAMA,
        "Jan": {"Library/Application Support/Jan/data", "jan"},
        "GPT4All": {"Library/Application Support/nomic.ai/GPT4All"},
        "llama.cpp": {"Library/Caches/llama.cpp"},
    },
    "win32": {
        "Ollama": _OLLAMA,
        "Jan": {"AppData/Roaming/Jan/data"},
        "GPT4All": {"AppData/Local/nomic.ai/GPT4All"},
        "llama.cpp": {"AppData/Local/llama.cpp"},
    },
}


@pytest.mark.parametrize("platform", ["darwin", "win32", "linux"])
def test_every_program_is_looked_for_where_it_keeps_models_on_that_system(
    home: Path, platform: str
) -> None:
    environment = {"USERPROFILE": str(home)} if platform == "win32" else {"HOME": str(home)}
    found: dict[str, set[str]] = {}
    for origin, folder in places(home / "own", environment, platform):
        inside = folder.is_relative_to(home)
        name = folder.relative_to(home).as_posix() if inside else folder.as_posix()
        found.setdefault(origin, set()).add(name)
    assert found == {"models folder": {"own"}, **_EVERYWHERE, **_BY_PLATFORM[platform]}


def test_windows_own_folders_may_be_elsewhere(home: Path) -> None:
    environment = {"USERPROFILE": str(home), "APPDATA": "/roaming", "LOCALAPPDATA": "/local"}
    folders = {folder.as_posix() for _, folder in places(home, environment, "win32")}
    assert {"/roaming/Jan/data", "/local/nomic.ai/GPT4All", "/local/llama.cpp"} <= folders


def test_a_copy_of_a_file_is_listed_once_and_dreamers_own_wins(
    home: Path, make_gguf: MakeGguf
) -> None:
    own = make_gguf("a.gguf", folder=home / "own")
    (home / ".lmstudio/models").mkdir(parents=True)
    shutil.copy(own, home / ".lmstudio/models/b.gguf")
    (found,) = find_models(home / "own", environment=_environment(home))
    assert found.path == own


def test_what_cannot_dream_is_left_out_with_its_reason(home: Path, make_gguf: MakeGguf) -> None:
    make_gguf("good.gguf", folder=home / "own")
    make_gguf("mmproj.gguf", {"general.architecture": "clip"}, folder=home / "own")
    make_gguf("part-00002-of-00003.gguf", {"llama.context_length": 7}, folder=home / "own")
    (home / "own/random.gguf").write_bytes(b"random bytes")
    make_gguf("incomplete-x.gguf", {"llama.context_length": 8}, folder=home / "own")
    examined = examine_models(home / "own", environment=_environment(home))
    reasons = {one.path.name: one.refusal for one in examined}
    assert set(reasons) == {
        "good.gguf",
        "mmproj.gguf",
        "part-00002-of-00003.gguf",
        "random.gguf",
    }
    assert reasons["good.gguf"] == ""
    assert "image projector" in reasons["mmproj.gguf"]
    assert "one part of a model" in reasons["part-00002-of-00003.gguf"]
    assert "not a GGUF file" in reasons["random.gguf"]
    assert [m.name for m in find_models(home / "own", environment=_environment(home))] == ["good"]


def test_looking_changes_nothing_in_other_programs_folders(home: Path, make_gguf: MakeGguf) -> None:
    make_gguf("a.gguf", folder=home / ".lmstudio/models/x")
    make_gguf("b.gguf", folder=home / ".cache/llama.cpp")

    def state() -> dict[Path, tuple[int, int]]:
        return {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in home.rglob("*")}

    before = state()
    find_models(home / "own", environment=_environment(home))
    assert state() == before


def test_nothing_anywhere_is_an_empty_list(home: Path) -> None:
    assert find_models(home / "own", environment=_environment(home)) == []


def test_the_configured_path_wins_over_anything_found(make_gguf: MakeGguf) -> None:
    small, large = make_gguf("s.gguf"), make_gguf("l.gguf", tensors=(("w", (64, 64)),))
    assert choose_model(str(small), [read_header(large)]).path == small


def test_a_configured_path_that_is_wrong_is_an_error_even_with_others_there(
    make_gguf: MakeGguf, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match="no such file"):
        choose_model(str(tmp_path / "gone.gguf"), [read_header(make_gguf())])


def test_the_largest_that_fits_is_chosen(make_gguf: MakeGguf) -> None:
    small = read_header(make_gguf("s.gguf"))
    large = read_header(make_gguf("l.gguf", tensors=(("w", (1024, 1024)),)))
    room = fit(large, free_bytes=1).total
    assert choose_model("", [small, large], free_bytes=room * 2) is large
    assert choose_model("", [small, large], free_bytes=room - 1) is small


def test_one_trained_to_answer_comes_before_a_larger_that_only_completes(
    make_gguf: MakeGguf,
) -> None:
    base = read_header(make_gguf("base.gguf", tensors=(("w", (64, 64)),)))
    chat = read_header(make_gguf("chat.gguf", {"tokenizer.chat_template": "{{ messages }}"}))
    assert choose_model("", [base, chat], free_bytes=10**12) is chat


def test_no_model_and_none_that_fits_each_say_the_way_out(make_gguf: MakeGguf) -> None:
    with pytest.raises(ModelError, match="There is no model") as nothing:
        choose_model("", [])
    assert "DREAMING_MODEL_PATH" in nothing.value.hint
    with pytest.raises(ModelError, match="None of the 1 models found fits"):
        choose_model("", [read_header(make_gguf())], free_bytes=1000)


def test_a_hugging_face_cache_is_read_through_its_links(home: Path, make_gguf: MakeGguf) -> None:
    repository = home / ".cache/huggingface/hub/models--org--Coder-GGUF"
    blob = make_gguf("0a" * 32, folder=repository / "blobs")
    snapshot = repository / "snapshots" / ("c" * 40)
    snapshot.mkdir(parents=True)
    (snapshot / "coder-q4.gguf").symlink_to(Path("../../blobs") / blob.name)
    (snapshot / "gone.gguf").symlink_to("../../blobs/absent")
    (repository / "refs").mkdir()
    (repository / "refs/main").write_text("c" * 40)
    absent = repository / ".no_exist" / ("c" * 40)
    absent.mkdir(parents=True)
    (absent / "other.gguf").touch()
    (found,) = examine_models(home / "own", environment=_environment(home))
    assert (found.path, found.origin) == (snapshot / "coder-q4.gguf", "Hugging Face")
    assert found.info is not None
    assert found.info.name == "coder-q4"


def test_lm_studios_folders_with_a_projector_and_a_later_shard_beside_the_model(
    home: Path, make_gguf: MakeGguf
) -> None:
    folder = home / ".lmstudio/models/publisher/model"
    make_gguf("coder-Q4_K_M.gguf", folder=folder)
    make_gguf("mmproj-model-f16.gguf", {"general.architecture": "clip"}, folder=folder)
    make_gguf("big-00002-of-00002.gguf", {"llama.context_length": 7}, folder=folder)
    (folder / "README.md").write_text("# Model")
    assert [m.name for m in find_models(home / "own", environment=_environment(home))] == [
        "coder-Q4_K_M"
    ]


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (".config/Jan/data/models/huggingface.co/org/coder", "coder-q4"),
        (".local/share/Jan/data/llamacpp/models/coder", "coder"),
        ("jan/models/coder", "coder-q4"),
    ],
)
def test_jans_models_are_named_after_their_folder_where_the_file_says_nothing(
    home: Path, make_gguf: MakeGguf, folder: str, name: str
) -> None:
    file = "model.gguf" if name == "coder" else "coder-q4.gguf"
    path = make_gguf(file, folder=home / folder)
    (path.parent / "model.yml").write_text("model_path: model.gguf\n")
    (found,) = find_models(home / "own", environment=_environment(home))
    assert (found.origin, found.name) == ("Jan", name)


def test_ollamas_tags_of_one_model_are_listed_once_and_other_registries_too(
    home: Path, make_gguf: MakeGguf
) -> None:
    root = home / ".ollama/models"
    make_gguf("sha256-aa", folder=root / "blobs")
    make_gguf("sha256-bb", {"llama.context_length": 9}, folder=root / "blobs")
    layers = {
        "registry.ollama.ai/library/coder/latest": "sha256:aa",
        "registry.ollama.ai/library/coder/7b": "sha256:aa",
        "hf.co/org/Other-GGUF/Q4_K_M": "sha256:bb",
        "registry.ollama.ai/library/gone/latest": "sha256:cc",
        "registry.ollama.ai/library/evil/latest": "sha256:../../../../etc/passwd",
    }
    for name, digest in layers.items():
        manifest = root / "manifests" / name
        manifest.parent.mkdir(parents=True, exist_ok=True)
        layer = {"mediaType": "application/vnd.ollama.image.model", "digest": digest}
        manifest.write_text(json.dumps({"schemaVersion": 2, "layers": [layer]}))
    found = find_models(home / "own", environment=_environment(home))
    assert {m.name for m in found} == {"coder:7b", "Other-GGUF:Q4_K_M"}


def test_half_fetched_files_are_no_models(home: Path, make_gguf: MakeGguf) -> None:
    make_gguf("coder.gguf.0123456789ab.part", folder=home / "own/.fetching")
    make_gguf("hidden.gguf", folder=home / "own/.fetching")
    make_gguf("incomplete-coder.gguf", folder=home / ".local/share/nomic.ai/GPT4All")
    assert examine_models(home / "own", environment=_environment(home)) == []
