"""What an export says of itself: a dataset card, and LLaMA-Factory's register."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dreamer_app.curation.examples import Example

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"))
_DEFAULT = ("sft", "messages", "alpaca", "sharegpt")
_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "alpaca": {"columns": {"prompt": "instruction", "query": "input", "response": "output"}},
    "sharegpt": {"formatting": "sharegpt", "columns": {"messages": "conversations"}},
    "messages": {
        "formatting": "sharegpt",
        "columns": {"messages": "messages"},
        "tags": {
            "role_tag": "role",
            "content_tag": "content",
            "user_tag": "user",
            "assistant_tag": "assistant",
        },
    },
    "dpo": {
        "ranking": True,
        "columns": {
            "prompt": "instruction",
            "chosen": "chosen_text",
            "rejected": "rejected_text",
        },
    },
    "kto": {"columns": {"prompt": "instruction", "response": "answer", "kto_tag": "label"}},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One file of rows.

    Args:
        path: relative to the folder, with ``/``.
    """

    config: str
    split: str
    path: str


def dataset_info(files: Iterable[DataFile]) -> bytes:
    """``dataset_info.json`` for the files that LLaMA-Factory can train from."""
    register = {}
    for file in files:
        columns = _COLUMNS.get("messages" if file.config == "sft" else file.config)
        if columns is not None:
            register[f"dreamer_{file.config}_{file.split}"] = {"file_name": file.path, **columns}
    return (json.dumps(register, indent=2) + "\n").encode()


def card(
    examples: Sequence[Example],
    files: Sequence[DataFile],
    left_out: Mapping[str, int],
    licences: Mapping[str, str],
) -> bytes:
    """``README.md``: configurations for ``load_dataset``, origin, licences, what was left out.

    Args:
        files: the rows; of one configuration where their ``config`` is the same.
        left_out: how many lessons for which reason.
        licences: SPDX expression by source id, where it is known.
    """
    text = f"---\n{_front_matter(examples, files)}---\n\n{_body(examples, left_out, licences)}"
    return text.encode()


def _front_matter(examples: Sequence[Example], files: Sequence[DataFile]) -> str:
    size = next((name for most, name in _SIZES if len(examples) < most), "100K<n<1M")
    lines = ["license: other", "language: [en]", "tags: [synthetic, code, python, dreamer]"]
    lines += [f"size_categories: [{size}]", "configs:"]
    for config in dict.fromkeys(file.config for file in files):
        lines.append(f"  - config_name: {config}")
        if config in _DEFAULT:
            lines.append("    default: true")
        lines.append("    data_files:")
        for file in (f for f in files if f.config == config):
            name = "validation" if file.split == "valid" else file.split
            lines += [f"      - split: {name}", f"        path: {file.path}"]
    return "\n".join(lines) + "\n"


def _body(
    examples: Sequence[Example], left_out: Mapping[str, int], licences: Mapping[str, str]
) -> str:
    sources = Counter(
        (str(e.metadata.get("source_id") or "unknown"), str(e.metadata.get("source_version") or ""))
        for e in examples
    )
    models = Counter(str(e.metadata.get("model") or "unknown") for e in examples)
    synthetic = sum(bool(e.metadata.get("synthetic")) for e in examples)
    flagged = sorted({name for e in examples for name in e.contamination})
    lines = [
        "# Programming lessons, dreamed and reviewed",
        "",
        f"{len(examples)} lessons in Python, each approved by a person; {synthetic} were "
        "written by a local model and proven by running them in a sandbox. Made with Dreamer.",
        "",
        "## Sources and licences",
        "",
        "The solutions were generated from the documentation of these sources, whose licences "
        "may bear on how you use them.",
        "",
        "| source | version | licence as declared | lessons |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {_cell(source)} | {_cell(version)} | {_cell(licences.get(source) or 'not known')}"
        f" | {count} |"
        for (source, version), count in sorted(sources.items())
    ]
    lines += ["", "Models: " + ", ".join(f"{m} ({n})" for m, n in sorted(models.items())) + "."]
    lines += ["", "## Curation", ""]
    lines += [f"- {count} left out: {reason}" for reason, count in sorted(left_out.items())]
    lines.append(
        f"- {len(flagged)} benchmark problems resembled: {', '.join(flagged)} (see `records/`)"
        if flagged
        else "- no likeness found to the benchmark problems that were at hand"
    )
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
