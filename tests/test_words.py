"""Every word that a reader sees stands in the catalogue, and none in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

_PACKAGE = ROOT / "src" / "summitmap"
_ROOMS = ("drawing", "web")
_MODULES = sorted(path for room in _ROOMS for path in (_PACKAGE / room).rglob("*.py"))
_TEMPLATES = sorted(_PACKAGE.rglob("templates/*.*"))
_SCRIPTS = sorted(_PACKAGE.rglob("assets/*.js"))

_SENTENCE = re.compile(r"[A-Za-zÆØÅæøå’']{2,}[,.:]? +[A-Za-zÆØÅæøå’']{2,}")
"""Two words with a space between them: what code says to a machine has none."""

_TO_MACHINES = re.compile(
    r"datum\.|pointer|Source Sans|Source Serif|Noto|OpenStreetMap|^sm-|default-src|immutable"
    r"|'self'|'none'"
)
"""Expressions of Vega, names of fonts and of map services, classes and headers of HTTP."""


def _documentation(tree: ast.AST) -> set[ast.AST]:
    """The strings that stand as a statement: docstrings, of modules, classes, functions, names."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _not_shown(tree: ast.AST) -> set[ast.AST]:
    """The strings of errors, assertions and the log: they are for who runs the server."""
    inside: set[ast.AST] = set()
    for node in ast.walk(tree):
        logged = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("debug", "info", "warning", "error", "exception")
        )
        if isinstance(node, ast.Raise | ast.Assert) or logged:
            inside |= set(ast.walk(node))
    return inside


def _sentences(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    others = _documentation(tree) | _not_shown(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in others:
            text = re.sub(r"<[^>]*>|\{[^}]*\}|\S*[/=]\S*", " ", node.value)
            if _SENTENCE.search(text) and not _TO_MACHINES.search(node.value):
                yield node.value


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: str(path.relative_to(_PACKAGE)))
def test_no_sentence_for_the_reader_stands_in_the_code(path: Path) -> None:
    assert list(_sentences(path)) == []


@pytest.mark.parametrize("path", _TEMPLATES, ids=lambda path: path.name)
def test_no_word_for_the_reader_stands_in_a_template(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!DOCTYPE[^>]*>", " ", text, flags=re.DOTALL)
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    shown = re.sub(r"<[^>]*>", " ", text)
    named = " ".join(re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text))
    assert re.findall(r"[A-Za-zÆØÅæøå]{3,}", f"{shown} {named}") == []


@pytest.mark.parametrize("path", _SCRIPTS, ids=lambda path: path.name)
def test_no_sentence_for_the_reader_stands_in_a_script(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", " ", path.read_text("utf-8"), flags=re.DOTALL)
    said = re.findall(r'"([^"\n]*)"', code)
    # A sentence begins with a capital letter; a selector, a class and a key do not.
    assert [text for text in said if re.match(r"[A-ZÆØÅ][a-zæøå]+ [a-zæøå]{2,}", text)] == []
