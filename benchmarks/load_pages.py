"""Readers of the published page, its pictures and the cards of its events, each over a line of its
own that is kept, as a browser does it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2

from load_measure import Measured
from load_server import NO_ENCRYPTION, LoadError

PATIENCE = 120
"""Seconds until an answer must be there."""

PICTURES = ("map.png?lang=en", "map.png?lang=nb", "map.png?lang=en&size=square", "map.svg?lang=en")
"""Which pictures are looked at; each reader has one of them in the page that led here."""


@dataclass
class PageReader:
    """A reader with an empty browser: what has been fetched is kept with its tag."""

    client: httpx2.AsyncClient
    tags: dict[str, str] = field(default_factory=dict)
    received: int = 0

    async def get(self, path: str) -> int:
        """Fetch the path, or ask whether it is still what was fetched; gives the status.

        Raises `LoadError` for any answer but 200, or 304 where there is something.
        """
        headers = {"If-None-Match": self.tags[path]} if path in self.tags else {}
        try:
            answer = await self.client.get(path, headers=headers)
        except httpx2.HTTPError as error:
            raise LoadError(f"{path}: {error!r}") from error
        wanted = 304 if path in self.tags else 200
        if answer.status_code != wanted:
            raise LoadError(f"{path}: {answer.status_code}, wanted {wanted}: {answer.text[:200]}")
        if "ETag" in answer.headers:
            self.tags[path] = answer.headers["ETag"]
        self.received += answer.num_bytes_downloaded
        return answer.status_code


async def visit(
    address: str,
    story: str,
    cards: Sequence[str],
    pictures: Sequence[str],
    measured: Measured,
    chance: random.Random,
) -> int:
    """One reader: a picture, the page, three cards, and the first two once more. Gives the number
    of bytes that came."""
    headers = {"Accept-Language": "en", "Accept-Encoding": "gzip, br"}
    home = f"/stories/{story}/"
    picture = home + chance.choice(pictures)
    asked = [("picture", picture), ("page", f"{home}?lang=en")]
    asked += [("card", card) for card in chance.sample(cards, min(3, len(cards)))]
    asked += [("picture again", picture), ("page again", f"{home}?lang=en")]
    async with httpx2.AsyncClient(
        base_url=address, headers=headers, timeout=PATIENCE, trust_env=False, verify=NO_ENCRYPTION
    ) as client:
        reader = PageReader(client)
        for name, path in asked:
            try:
                with measured.action(name):
                    await reader.get(path)
            except LoadError:
                break
        return reader.received


async def visits(
    address: str,
    story: str,
    cards: Sequence[str],
    readers: int,
    seed: int,
    pictures: Sequence[str] = PICTURES,
) -> tuple[Measured, int]:
    """So many readers at once; gives what was measured and the bytes that came."""
    measured = Measured()
    received = await asyncio.gather(
        *(
            visit(address, story, cards, pictures, measured, random.Random(seed * 10_000 + number))
            for number in range(readers)
        )
    )
    return measured, sum(received)
