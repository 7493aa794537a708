"""What can go wrong, as one tree; each error names the file, the entry and the way out.

SummitMapError
├── StoryError         a story folder that cannot be opened: every problem at once
├── GazetteerError     the offline index cannot be built or read
├── OnlineError        an online service cannot be asked, or did not answer
├── OverrideError      a person's choice of a place that cannot be made
├── TableError         a file of events that cannot be imported: every problem at once
├── TemplateError      a newsroom's file of slides that a deck cannot be made from
├── ShelfError         a folder that publishing must not replace
├── KeepingError       what is new cannot be written, and what was there is kept
├── ReadingError       an article that cannot be read
├── SettingsError      variables of the environment that cannot be read: every problem at once
└── AssetError         a file of the package itself is missing
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in an input file, and how to mend it.

    `file` is the name inside the story folder, `entry` the place in it as a
    person would say it ("event summit-talks, date"), `what` the fault and
    `way_out` the mend; both are whole clauses without a final full stop.
    """

    file: str
    entry: str
    what: str
    way_out: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.entry}" if self.entry else self.file
        return f"{where}: {self.what}; {self.way_out}"


class SummitMapError(Exception):
    """The root of what this package raises on purpose."""


class StoryError(SummitMapError):
    """A story that cannot be opened. `problems` holds every fault that was found."""

    def __init__(self, story: str, problems: tuple[Problem, ...]) -> None:
        self.story = story
        self.problems = problems
        super().__init__("\n".join(f"{story}/{problem}" for problem in problems))


class TableError(SummitMapError):
    """A file of events that cannot be imported. `problems` holds every fault that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class GazetteerError(SummitMapError):
    """The offline gazetteer cannot be built or read; the message says why and what to do."""


class OnlineError(SummitMapError):
    """An online service cannot be asked or did not answer; one sentence, without a full stop."""


class OverrideError(SummitMapError):
    """A person's choice of a place cannot be made; one sentence, without a full stop."""


class TemplateError(SummitMapError):
    """A file of slides cannot serve as a template; one sentence, without a full stop."""


class ShelfError(SummitMapError):
    """A folder stands where a story is to be published; one sentence, without a full stop."""


class KeepingError(SummitMapError):
    """Nothing could be written, for want of room, of the right to, or of a turn; what was there is
    kept. One sentence with the way out, without a full stop."""


class ReadingError(SummitMapError):
    """An article that cannot be read; one sentence with the way out, without a full stop."""


class SettingsError(SummitMapError):
    """Settings that cannot be read. `problems` holds a sentence for each, without a full stop."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class AssetError(SummitMapError):
    """A file that the package ships is missing or damaged: install the package again."""
