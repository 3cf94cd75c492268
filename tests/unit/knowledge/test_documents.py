"""Markdown, reStructuredText and plain text."""

from pathlib import Path

import pytest

from dreamer_app.core.knowledge import EntityKind, Example, RelationKind
from dreamer_app.knowledge.extraction import Extraction
from dreamer_app.knowledge.source_files import read_source_file


def _read(folder: Path, name: str, text: str | bytes) -> Extraction:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_source_file(path, "file:D")


def _edges(found: Extraction, kind: RelationKind) -> set[tuple[str, str]]:
    return {(head, tail) for head, tail, k in found.relations if k is kind}


MARKDOWN = """---
title: x
---
# Tools
Intro with `textwrap.shorten` and [more](other.md#part) and [web](https://example.org).

**Wrapping**: breaking lines so that they fit.

## Cut
```pycon
>>> import textwrap
>>> textwrap.shorten("a b", 9)
'a b'
```
```python
import html
html.escape("<")
```
```bash
ls >>> x
```
## Cut
Again.
"""


def test_headings_are_sections_inside_one_another(tmp_path: Path) -> None:
    found = _read(tmp_path, "a.md", MARKDOWN)
    assert _edges(found, RelationKind.CONTAINS) >= {
        ("file:D", "file:D#tools"),
        ("file:D#tools", "file:D#cut"),
        ("file:D#tools", "file:D#cut-2"),
    }
    assert found.entities["file:D#cut"].span == (9, 21)
    assert found.entities["file:D#cut-2"].text == "Again."


def test_fenced_python_is_an_example_of_what_it_calls(tmp_path: Path) -> None:
    found = _read(tmp_path, "a.md", MARKDOWN)
    assert found.entities["file:D#cut"].examples == (
        Example(source="import textwrap", want=""),
        Example(source='textwrap.shorten("a b", 9)', want="'a b'"),
        Example(source='import html\nhtml.escape("<")', want=""),
    )
    assert _edges(found, RelationKind.DEMONSTRATES) == {
        ("file:D#cut#example-1", "textwrap.shorten"),
        ("file:D#cut#example-2", "html.escape"),
    }


def test_code_and_links_in_markdown_are_relations(tmp_path: Path) -> None:
    found = _read(tmp_path, "a.md", MARKDOWN)
    assert _edges(found, RelationKind.MENTIONS) == {("file:D#tools", "textwrap.shorten")}
    assert _edges(found, RelationKind.SEE_ALSO) == {
        ("file:D#tools", f"file:{tmp_path / 'other.md'}#part")
    }


def test_an_explained_term_is_a_concept(tmp_path: Path) -> None:
    concept = _read(tmp_path, "a.md", MARKDOWN).entities["concept:wrapping"]
    assert concept.kind is EntityKind.CONCEPT
    assert concept.text == "breaking lines so that they fit."


def test_calls_of_builtins_are_told_by_their_names(tmp_path: Path) -> None:
    found = _read(
        tmp_path, "a.md", "# A\n```pycon\n>>> str.upper('a')\n'A'\n>>> len('a')\n1\n```\n"
    )
    assert {tail for _, tail in _edges(found, RelationKind.DEMONSTRATES)} == {
        "builtins.str.upper",
        "builtins.len",
    }


RST = """Title
=====

.. module:: textwrap

Use :func:`~textwrap.wrap`, :unknown:`x` and ``json``. See `md <a.md>`_ and `broken.

.. function:: fill(text, width=70)
   :noindex:

   Wrap it.

   >>> textwrap.fill("a b", 1)
   'a\\nb'

Part
----

term
   What it means.

.. code-block:: python

   import re
   re.sub("a", "b", "c")

.. odd:thing:: zz
   :opt: 1

   Inside.
"""


def test_sphinx_markup_is_read_without_a_word(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = _read(tmp_path, "b.rst", RST)
    assert capfd.readouterr() == ("", "")
    assert _edges(found, RelationKind.CONTAINS) >= {
        ("file:D", "file:D#title"),
        ("file:D#title", "file:D#part"),
        ("file:D#title", "file:D#textwrap.fill"),
        ("file:D#part", "concept:term"),
    }
    assert "Inside." in found.entities["file:D#part"].text


def test_roles_objects_and_links_of_rst_are_relations(tmp_path: Path) -> None:
    found = _read(tmp_path, "b.rst", RST)
    assert _edges(found, RelationKind.MENTIONS) == {
        ("file:D#title", "textwrap.wrap"),
        ("file:D#title", "json"),
        ("file:D#textwrap.fill", "textwrap.fill"),
    }
    assert _edges(found, RelationKind.SEE_ALSO) == {("file:D#title", f"file:{tmp_path / 'a.md'}")}
    assert {tail for _, tail in _edges(found, RelationKind.DEMONSTRATES)} == {
        "textwrap.fill",
        "re.sub",
    }


def test_rst_can_neither_include_files_nor_pass_raw_html(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    text = f"A\n=\n\n.. include:: {secret}\n\n.. raw:: html\n\n   <b>x</b>\n\nEnd.\n"
    found = _read(tmp_path, "c.rst", text)
    assert "hidden words" not in str(found.to_json())


def test_plain_text_comes_in_parts_of_paragraphs(tmp_path: Path) -> None:
    paragraphs = ["word " * 100] * 10
    found = _read(tmp_path, "c.txt", "\n\n".join(paragraphs) + "\n\nSee textwrap.dedent().\n")
    parts = [e for e in found.entities.values() if e.kind is EntityKind.SECTION]
    assert len(parts) == 3
    assert parts[0].span[0] == 1
    assert ("file:D#part-3", "textwrap.dedent") in _edges(found, RelationKind.MENTIONS)


def _pdf(*pages: str) -> bytes:
    """A small PDF with a line of text on each page."""
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    bodies.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET" if text else ""
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(bodies)
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 200] /Contents {content} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(bodies)} 0 R")
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out.encode()


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    found = _read(tmp_path, "a.pdf", _pdf("Cut with textwrap.shorten\\(\\) here", "", "The end"))
    assert [e.text for e in found.entities.values() if e.kind is EntityKind.SECTION] == [
        "Cut with textwrap.shorten() here",
        "The end",
    ]
    assert found.entities["file:D#page-3"].span == (3, 3)
    assert _edges(found, RelationKind.MENTIONS) == {("file:D#page-1", "textwrap.shorten")}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\nrubbish", _pdf("")])
def test_a_pdf_without_text_says_so(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no PDF that can be opened|holds no text"):
        _read(tmp_path, "a.pdf", data)


def test_text_in_an_old_encoding_is_still_text(tmp_path: Path) -> None:
    found = _read(tmp_path, "c.txt", b"caf\xe9 is a word here")
    assert found.entities["file:D#part-1"].text == "café is a word here"


@pytest.mark.parametrize("name", ["a.md", "a.rst", "a.txt"])
@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ufeff", "====\n", "```\n>>> ", "`" * 5000, "*" * 5000]
)
def test_odd_documents_are_read_all_the_same(tmp_path: Path, name: str, text: str) -> None:
    assert _read(tmp_path, name, text).entities["file:D"].kind is EntityKind.DOCUMENT


def test_the_examples_that_ship_are_true() -> None:
    import doctest

    from dreamer_app.paths import resource

    path = resource("knowledge", "python-by-example.md")
    outcome = doctest.testfile(str(path), module_relative=False)
    assert outcome.attempted > 250
    assert outcome.failed == 0
