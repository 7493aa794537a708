"""The text of a web page: what its article shows, a paragraph a line, an empty line between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PreformattedString, Tag

_SPACES = re.compile(r"[ \t\r\n\f]+")

_NOT_SHOWN = (
    "script,style,noscript,template,head,svg,math,canvas,iframe,object,select,textarea,button,"
    "input,dialog,nav,footer,aside,menu"
)
"""Elements that are no part of what an article says, as a selector."""

_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
"""Elements that begin a paragraph of their own, and end it."""


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that the page says it is in, `None` when it does not say."""
    return EncodingDetector.find_declared_encoding(raw, is_html=True)


def article_text(html: str) -> str:
    """What the article of a page shows; empty when it shows nothing."""
    page = BeautifulSoup(html, "lxml")
    for element in page.select(_NOT_SHOWN):
        element.decompose()
    return "\n\n".join(_paragraphs(_article_in(page)))


def _article_in(page: BeautifulSoup) -> Tag:
    """The element that holds the article: the longest `article`, else `main`, else the page."""
    for name in ("article", "main", "body"):
        longest = max(_outermost(page, name), key=lambda one: len(one.get_text()), default=None)
        if longest is not None and longest.get_text().strip():
            return longest
    return page


def _outermost(page: Tag, name: str) -> Iterator[Tag]:
    """The elements of that name that stand in no other of it; those inside are not longer."""
    waiting = [page]
    while waiting:
        element = waiting.pop()
        if element.name == name:
            yield element
        else:
            waiting += [child for child in reversed(element.contents) if isinstance(child, Tag)]


def _paragraphs(element: Tag) -> Iterator[str]:
    """What stands in an element, a paragraph at a time, white space as a browser shows it."""
    held: list[str] = []
    for piece in (*_in_order(element), None):
        if piece is not None:
            held.append(piece)
        elif held:
            paragraph = _SPACES.sub(" ", "".join(held)).strip()
            held = []
            if paragraph:
                yield paragraph


def _in_order(element: Tag) -> Iterator[str | None]:
    """The strings below an element, and `None` wherever a block begins or ends."""
    # A stack of our own: pages may be nested deeper than Python calls functions.
    waiting: list[object] = [element]
    while waiting:
        node = waiting.pop()
        if node is None:
            yield None
        elif isinstance(node, Tag):
            is_block = node.name in _BLOCKS
            waiting += [None] if is_block else []
            waiting += reversed(node.contents)
            waiting += [None] if is_block else []
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield str(node)
