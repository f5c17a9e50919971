"""Editorial's nouns and rules: from a list of shots and their circle takes to a plan exact to the frame."""

from picturelock.editorial.model.assemble import assemble, cut_of
from picturelock.editorial.model.assembly import Assembly, Card, Event, Part, Segment, Slate
from picturelock.editorial.model.circled import Circled, Finish, Format
from picturelock.editorial.model.titles import Title, titles_of

__all__ = [
    "Assembly", "Card", "Circled", "Event", "Finish", "Format", "Part", "Segment", "Slate", "Title", "assemble",
    "cut_of", "titles_of",
]  # fmt: skip
