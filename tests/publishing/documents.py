"""A whole HTML document read as a tree."""

from __future__ import annotations

from tests.drawing.conftest import Element, TreeReader

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
"""Elements of HTML that have no end tag (https://html.spec.whatwg.org/#void-elements)."""


class _Reader(TreeReader):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        if tag in VOID:
            self.handle_startendtag(tag, attrs)
        else:
            super().handle_starttag(tag, attrs)


def document(html: str) -> Element:
    """The document as elements; what was opened must be closed, in order."""
    return _Reader().root(html)
