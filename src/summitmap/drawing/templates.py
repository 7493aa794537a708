"""The HTML templates of the package, and the one place where text is escaped.

Jinja escapes every value that a template writes; a template marks nothing as safe but what
another of our templates has drawn.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment(room: str) -> Environment:
    return Environment(
        loader=PackageLoader(f"summitmap.{room}", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def draw(template: str, room: str = "drawing", **values: object) -> Markup:
    """The HTML of a template such as `timeline.html`, with every value escaped.

    `room` is the part of the package whose template it is.
    """
    return Markup(_environment(room).get_template(template).render(**values))
