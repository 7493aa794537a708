"""Bodies as they are sent: packed once for everybody, and not for each who asks."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

_LEVEL = 6
"""How hard gzip tries: what 9 saves of the basemap is one part in two hundred, for six times the
time."""

_SMALLEST = 1000
"""What has fewer bytes goes into one packet anyway."""


@dataclass(frozen=True)
class Body:
    """What is sent, as it is and packed with gzip; `packed` is None where that saves nothing."""

    plain: bytes
    packed: bytes | None = field(repr=False)

    @property
    def size(self) -> int:
        """How much room it takes, in bytes."""
        return len(self.plain) + len(self.packed or b"")


def body(plain: bytes) -> Body:
    """The body of these bytes."""
    packed = gzip.compress(plain, _LEVEL, mtime=0) if len(plain) >= _SMALLEST else b""
    return Body(plain, packed if 0 < len(packed) < len(plain) else None)


def answer(request: Request, said: Body, media_type: str, headers: Mapping[str, str]) -> Response:
    """The body for a browser that unpacks what is packed, or for one that does not.

    Streamlit's server packs anew, for each who asks, whatever is sent to it plain.
    """
    vary = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))
    headers = {**headers, "Vary": vary}
    if said.packed is None or not _unpacks(request):
        return Response(said.plain, media_type=media_type, headers=headers)
    return Response(
        said.packed, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"}
    )


def _unpacks(request: Request) -> bool:
    """Whether the browser says that it takes gzip, and not that it does so with weight 0."""
    for part in request.headers.get("Accept-Encoding", "").split(","):
        coding, _, weight = part.replace(" ", "").lower().partition(";q=")
        if coding == "gzip":
            return weight.rstrip("0.") != "" if weight else True
    return False
