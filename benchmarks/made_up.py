"""Stories that nobody wrote, as large as they are wanted, from a fixed seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from summitmap.publishing import storyfile
from summitmap.story import folder
from summitmap.story.model import Place, PlaceKind, Position, Provenance, Story

SEED = 4


def name_of(count: int) -> str:
    """The id of the made-up story of that many events, and the name of its folder."""
    return f"made-up-{count}"


def story_of(count: int) -> tuple[Story, dict[str, Place]]:
    """A story of that many events, each at a place of its own; every other one is a stop.

    The same number gives the same story. The places wander over Eurasia, three events a day, and
    the last fifth is still to come.
    """
    chance = random.Random(SEED)
    day, longitude, latitude = date(2020, 1, 1), 90.0, 45.0
    happened = count * 4 // 5
    published = day + timedelta(days=happened // 3)
    places: dict[str, Place] = {}
    events, said = [], {"nb": list[str](), "en": list[str]()}
    for number in range(1, count + 1):
        day += timedelta(days=number % 3 == 0)
        longitude = max(20.0, min(150.0, longitude + chance.gauss(0, 4)))
        latitude = max(10.0, min(65.0, latitude + chance.gauss(0, 3)))
        name = f"place-{number}"
        places[name] = Place(
            id=name,
            position=Position(longitude=round(longitude, 4), latitude=round(latitude, 4)),
            kind=PlaceKind.CITY,
            precision_metres=1000,
            provenance=Provenance(dataset="made up", record=name, matched=name, credit="made up"),
        )
        quote = {
            "nb": f"Hendelse nummer {number} fant sted der",
            "en": f"Event number {number} took place there",
        }
        for language, text in quote.items():
            said[language].append(f"{text}.")
        events.append(
            {
                "id": f"event-{number}",
                "date": day.isoformat(),
                "place": name,
                "status": "happened" if number <= happened else "planned",
                "stop": number % 2 == 0,
                "people": ["traveller"],
                "sources": [f"agency-{number % 7}"],
                "headline": {
                    "nb": f"Hendelse {number} ved sted {number}",
                    "en": f"Event {number} at place {number}",
                },
                "quote": quote,
            }
        )
    story = Story.model_validate(
        {
            "id": name_of(count),
            "published": published.isoformat(),
            "languages": ["nb", "en"],
            "title": {"nb": "En stor sak", "en": "A large story"},
            "summary": {"nb": "Den er diktet opp.", "en": "It is made up."},
            "protagonist": "traveller",
            "people": [{"id": "traveller", "name": {"nb": "Reisende", "en": "Traveller"}}],
            "sources": [{"id": f"agency-{n}", "name": f"Agency {n}"} for n in range(7)],
            "places": [
                {
                    "id": name,
                    "name": {
                        "nb": name.replace("place-", "Sted "),
                        "en": name.replace("place-", "Place "),
                    },
                    "query": name,
                    "kind": "city",
                }
                for name in places
            ],
            "events": events,
            "articles": {
                language: "\n\n".join(" ".join(s[at : at + 5]) for at in range(0, len(s), 5))
                for language, s in said.items()
            },
        }
    )
    return story, places


def write_story(directory: Path, count: int) -> Path:
    """Write the story of that many events as a folder that `summitmap check` accepts, with the
    places found; give its path."""
    story, places = story_of(count)
    path = directory / story.id
    path.mkdir(parents=True)
    head = {
        "id": story.id,
        "published": story.published,
        "languages": list(story.languages),
        "title": dict(story.title),
        "summary": dict(story.summary),
        "protagonist": story.protagonist,
    }
    lists = {
        "people": story.people,
        "sources": story.sources,
        "places": story.places,
        "events": story.events,
    }
    (path / folder.STORY_FILE).write_text(storyfile.written(head, lists), encoding="utf-8")
    for language, text in story.articles.items():
        (path / f"article.{language}.md").write_text(f"{text}\n", encoding="utf-8")
    folder.write_places(path, places.values())
    return path
