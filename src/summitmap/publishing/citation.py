"""How a story on the map is cited."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from summitmap.drawing.catalogue import Catalogue
from summitmap.story.model import Language, Story


def citation(
    story: Story, language: Language, words: Catalogue, address: str, accessed: date
) -> str:
    """The story as a line in a list of sources: title, day of the article, publisher, address and
    the day that it was read there."""
    return words(
        "share.cited",
        title=story.title[language],
        published=_day(story.published, words),
        address=address,
        accessed=_day(accessed, words),
    )


def _day(day: date, words: Catalogue) -> str:
    return str(format_date(day, words("date.day"), locale=words.language))
