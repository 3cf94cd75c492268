"""reStructuredText as sections, examples, mentions and links; Sphinx' markup included."""

import io
import re
from collections.abc import Callable
from typing import Any, ClassVar

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en as english

from dreamer_app.knowledge.documents import DocumentBuilder

_ROLE = re.compile(r":([A-Za-z][\w:+.-]*):`")
_DIRECTIVE = re.compile(r"^[ \t]*\.\. ([A-Za-z][\w:+.-]*)::", re.MULTILINE)
_OBJECTS = frozenset(
    {"function", "method", "class", "exception", "staticmethod", "classmethod", "decorator"}
)
_MODULES = frozenset({"module", "currentmodule"})
_CODE = frozenset({"doctest", "testcode", "testsetup", "ipython", "prompt"})
_IGNORED = frozenset(
    {"toctree", "index", "sectionauthor", "moduleauthor", "tabularcolumns", "only"}
)
_SETTINGS = {
    "report_level": 5,
    "halt_level": 5,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "syntax_highlight": "none",
    "_disable_config": True,
    "input_encoding": "unicode",
    "smart_quotes": False,
}


def read_restructured(text: str, builder: DocumentBuilder) -> None:
    """Take down a reStructuredText; roles and directives nobody knows are passed over."""
    _register_unknown(text)
    tree = publish_doctree(text, settings_overrides={**_SETTINGS, "warning_stream": io.StringIO()})
    _Walk(builder).into(tree, level=0)


def _register_unknown(text: str) -> None:
    """Give every role and directive of a text a meaning, so that none is an error.

    ``class`` means something to docutils, but nearly always is Sphinx' where it is met.
    """
    for name in sorted(set(_ROLE.findall(text)) - english.roles.keys()):
        roles.register_local_role(name, _role)
    for name in sorted(set(_DIRECTIVE.findall(text)) - english.directives.keys() | {"class"}):
        directives.register_directive(name, _directive_for(name.rpartition(":")[2]))


def _role(
    _name: str, rawtext: str, text: str, *_where: object
) -> tuple[list[nodes.reference], list[nodes.reference]]:
    """``:func:`~a.b``` reads as the name ``a.b`` set as code."""
    shown = text.rpartition("<")[2].rstrip(">") if text.endswith(">") else text
    # The signature is that of docutils' own stubs, which know of no other inline node.
    read: list[Any] = [nodes.literal(rawtext, shown.lstrip("~!."))]
    return read, []


class _Anything(dict[str, Callable[[Any], Any]]):
    """Options that nobody knows are accepted as they are."""

    def __missing__(self, key: str) -> Callable[[Any], Any]:
        return directives.unchanged


class _Unknown(Directive):
    """A directive whose content is read as if it stood there by itself."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[Any], Any]]] = _Anything(name=directives.unchanged)

    def run(self) -> list[nodes.Node]:
        holder = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, holder)
        return [holder]


class _Nothing(_Unknown):
    """A directive whose content is not prose."""

    def run(self) -> list[nodes.Node]:
        return []


class _Code(_Unknown):
    """A directive that holds Python."""

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text, classes=["code", "python"])]


class _Module(_Unknown):
    """``.. module:: name``: what follows is about that module."""

    def run(self) -> list[nodes.Node]:
        return [nodes.comment(module=self.arguments[0].strip() if self.arguments else "")]


class _Object(_Unknown):
    """``.. function:: name(args)``: a section about that object."""

    def run(self) -> list[nodes.Node]:
        lines = self.arguments[0].splitlines() if self.arguments else [""]
        holder = nodes.section(signature=lines[0].strip(), first=self.lineno)
        self.state.nested_parse(self.content, self.content_offset, holder)
        return [holder]


def _directive_for(kind: str) -> type[Directive]:
    for names, directive in (
        (_OBJECTS, _Object),
        (_MODULES, _Module),
        (_CODE, _Code),
        (_IGNORED, _Nothing),
    ):
        if kind in names:
            return directive
    return _Unknown


class _Walk:
    """Goes through a document tree in the order of the text."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._module = ""
        self._below_title = 0

    def into(self, node: nodes.Node, level: int) -> None:
        """Take down what is below a node; ``level`` is that of the section it is in."""
        for child in node.children:
            self._take(child, level)

    def _take(self, node: nodes.Node, level: int) -> None:
        line = node.line or 0
        match node:
            case nodes.section() | nodes.document():
                self._section(node, level + 1)
            case nodes.title() | nodes.subtitle():
                # A lone title becomes the document's own and leaves no section.
                if level == 0:
                    self._builder.section(self._below_title + 1, node.astext(), line or 1)
                    self._below_title += 1
                self._inline(node)
            case nodes.comment():
                self._module = node.get("module", "") or self._module
            case nodes.literal_block() | nodes.doctest_block():
                classes: list[str] = node.get("classes", [])
                is_doctest = isinstance(node, nodes.doctest_block)
                language = "python" if is_doctest else next((c for c in classes if c != "code"), "")
                self._builder.code(node.astext(), language, line)
            case nodes.paragraph() | nodes.line_block():
                self._builder.prose(node.astext(), line)
                self._inline(node)
            case nodes.definition_list_item():
                self._term(node, level)
            case nodes.system_message():
                pass
            case _:
                self.into(node, level)

    def _section(self, node: nodes.Element, level: int) -> None:
        signature = node.get("signature", "")
        if signature:
            name = re.split(r"[(\s]", signature)[0]
            module = self._module
            full = name if not module or name.startswith(f"{module}.") else f"{module}.{name}"
            self._builder.section(self._below_title + level, signature, node["first"], name=full)
            self._builder.mention(full)
            self.into(node, level)
            return
        title = next((c for c in node.children if isinstance(c, nodes.title)), None)
        if title is not None:
            self._builder.section(self._below_title + level, title.astext(), title.line or 0)
        self.into(node, level)

    def _term(self, node: nodes.definition_list_item, level: int) -> None:
        term = next((c for c in node.children if isinstance(c, nodes.term)), None)
        told = next((c for c in node.children if isinstance(c, nodes.definition)), None)
        if told is None:
            return
        if term is not None:
            self._builder.term(term.astext(), told.astext())
            self._inline(term)
        self.into(told, level)

    def _inline(self, node: nodes.Element) -> None:
        for part in node.findall(nodes.literal):
            self._builder.mention(part.astext())
        for reference in node.findall(nodes.reference):
            if reference.get("refuri"):
                self._builder.link(reference["refuri"])
