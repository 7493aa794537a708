"""The manifest: what a published folder holds, and which version of the story it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from summitmap.story.model import Identifier, Language, LocalText, Place, Story

MANIFEST_FILE = "manifest.json"

FileName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=80)]
"""The name of a published file: it leads nowhere else, whoever wrote the manifest."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""


@dataclass(frozen=True)
class File:
    """A file to be published: its name in the story's folder, its media type, its bytes.

    `what` says in a reader's words what it is.
    """

    name: str
    media_type: str
    body: bytes
    what: str


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Listed(_Entry):
    """A file as the manifest lists it; `bytes` is its size."""

    name: FileName
    what: str
    media_type: str
    bytes: Annotated[int, Field(ge=0)]
    sha256: Digest


class Manifest(_Entry):
    """What a published folder holds, beside the manifest itself and the zip of it all.

    `version` is the SHA-256 of the story's content: see `version_of`.
    """

    story: Identifier
    version: Digest
    published: date
    languages: tuple[Language, ...]
    title: LocalText
    summary: LocalText
    made_by: str
    files: tuple[Listed, ...]


def version_of(story: Story, places: Mapping[str, Place]) -> str:
    """The SHA-256 of all that the story says and of the places found for it, in hexadecimal.

    It changes when a word or a point does, and not with the layout or the comments of the files.
    """
    content = {
        "story": story.model_dump(mode="json"),
        "places": {key: place.model_dump(mode="json") for key, place in places.items()},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def manifest(story: Story, places: Mapping[str, Place], files: Iterable[File]) -> Manifest:
    """The manifest of these files, made from this story."""
    return Manifest(
        story=story.id,
        version=version_of(story, places),
        published=story.published,
        languages=story.languages,
        title=story.title,
        summary=story.summary,
        made_by=f"SummitMap {version('summitmap')}",
        files=tuple(
            Listed(
                name=file.name,
                what=file.what,
                media_type=file.media_type,
                bytes=len(file.body),
                sha256=hashlib.sha256(file.body).hexdigest(),
            )
            for file in files
        ),
    )


def written(listed: Manifest) -> bytes:
    """The manifest as JSON that a person can read."""
    fields = listed.model_dump(mode="json")
    return f"{json.dumps(fields, ensure_ascii=False, indent=2)}\n".encode()


def read(text: bytes) -> Manifest | None:
    """The manifest that stands in a file; `None` when it is not one of ours."""
    try:
        return Manifest.model_validate_json(text)
    except ValidationError:
        return None
