"""The HTML templates of the package, and the one place where text is escaped.

Jinja escapes every value that a template writes; a template marks nothing as safe but what
another of our templates has drawn.
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_ENVIRONMENT = Environment(
    loader=PackageLoader("summitmap.drawing", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def draw(template: str, **values: object) -> Markup:
    """The HTML of a template such as `timeline.html`, with every value escaped."""
    return Markup(_ENVIRONMENT.get_template(template).render(**values))
