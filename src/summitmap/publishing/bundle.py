"""The bundle: every file of a published story, with its manifest and one zip of it all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

from summitmap.publishing.manifest import MANIFEST_FILE, File, Manifest, manifest, written
from summitmap.story.model import Place, Story

_EARLIEST = date(1980, 1, 1)
"""The first day that a zip can tell."""


def bundle(
    story: Story, places: Mapping[str, Place], files: Sequence[File]
) -> tuple[Manifest, tuple[File, ...]]:
    """The manifest of the files, and the files with it and the zip. The same in, the same bytes."""
    listed = manifest(story, places, files)
    told = File(MANIFEST_FILE, "application/json", written(listed), "")
    everything = (*files, told)
    packed = File(f"{story.id}.zip", "application/zip", _zip(story, everything), "")
    return listed, (*everything, packed)


def _zip(story: Story, files: Sequence[File]) -> bytes:
    """The files in a folder of the story's name, each as old as the story."""
    day = max(story.published, _EARLIEST)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(
                f"{story.id}/{file.name}", (day.year, day.month, day.day, 0, 0, 0)
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever the machine: the permissions are read as such.
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, file.body)
    return packed.getvalue()
