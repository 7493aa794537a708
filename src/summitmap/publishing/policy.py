"""The content security policy of a page that brings everything along."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The policy that allows these styles and scripts, pictures and letters inside the page, and
    nothing from outside; no attribute may hold a style or a script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {digests(scripts)}",
            f"style-src {digests(styles)}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def digests(texts: Iterable[str]) -> str:
    """What each text is known by: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
