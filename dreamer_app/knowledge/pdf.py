"""PDF as one section a page."""

from pathlib import Path

import pypdfium2

from dreamer_app.knowledge.documents import DocumentBuilder
from dreamer_app.knowledge.plain_text import mentions


def read_pdf(path: Path, builder: DocumentBuilder) -> None:
    """Take down the text of a PDF; pages without any, such as scans, are passed over.

    Raises:
        ValueError: it is damaged, locked with a password, or holds no text at all.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"it is no PDF that can be opened: {error}") from error
    try:
        found = [_read_page(document, number, builder) for number in range(len(document))]
    finally:
        document.close()
    if not any(found):
        raise ValueError("it holds no text, only pictures perhaps")


def _read_page(document: pypdfium2.PdfDocument, number: int, builder: DocumentBuilder) -> bool:
    """Whether the page held any text."""
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range().replace("\r\n", "\n").strip()
        finally:
            text_page.close()
    finally:
        page.close()
    if text:
        # A PDF has no lines to count; the page stands in for them.
        builder.section(1, f"Page {number + 1}", number + 1, name=f"page-{number + 1}")
        builder.prose(text, number + 1)
        for name in mentions(text):
            builder.mention(name)
    return bool(text)
