"""A project's pages: which script and which bible were put."""

from datetime import datetime
from typing import Self

from pydantic import Field

from picturelock.kernel.nouns import Noun
from picturelock.kernel.nouns.base import Digest
from picturelock.kernel.records import Record

MOST_BYTES = 4_000_000
"""Of a page. A script of 500 scenes has about one million."""


class Put(Noun):
    """A page that was put; its bytes are in the store."""

    name: str
    digest: Digest
    size: int
    references: dict[str, Digest] = Field(default_factory=dict)
    """The reference images that a bible names, by those names."""


class Pages(Record):
    """`born` is the position on the bus when the project was made: nothing was said about it before.

    `made_by` is the cause that made it, which is known however often it was changed since.
    """

    created: datetime
    born: str
    made_by: str = ""
    script: Put | None = None
    bible: Put | None = None

    def with_page(self, what: str, put: Put) -> Self:
        """`what` is `script` or `bible`."""
        return self.but(**{what: put})
