"""Data as it stands in a page: packed, for a browser to unpack when it is wanted."""

from __future__ import annotations

import base64
import gzip


def packed(data: bytes) -> str:
    """The data packed with gzip and written as Base64; the same data give the same text."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
