"""A script and its bible, read together; where there is no bible, one is drafted."""

from pydantic import Field

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Noun
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.bible_check import check
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.draft import draft_text
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.references import Pictures, known_pictures, named_in, unknown_pictures
from picturelock.registry.model.screenplay import Screenplay


class Page(Noun):
    """A file as it was put: its name and its bytes."""

    name: str
    data: bytes


class Reading(Noun):
    screenplay: Screenplay
    bible: Bible
    drafted: str = ""
    """The drafted bible as YAML to be edited; empty when a bible was given."""
    warnings: tuple[str, ...] = ()
    pictures: dict[str, str] = Field(default_factory=dict)
    """SHA-256 of the reference images, by their names in the bible."""

    @property
    def title(self) -> str:
        """From the title page; else the file's name, spelled out."""
        lines = self.screenplay.title.get("title", ())
        stem = self.screenplay.file.rpartition(".")[0] or self.screenplay.file
        return " ".join(" ".join(lines).split()) or stem.replace("_", " ").replace("-", " ").strip().title()


def read(script: Page, bible: Page | None, pictures: Pictures | None = None) -> Reading:
    """`pictures` are the reference images that the bible names.

    Raises Invalid with all that is wrong with the script, or else with the bible.
    """
    screenplay = read_script(script.data, script.name)
    if bible is None:
        drafted = draft_text(screenplay)
        name = f"{script.name.rpartition('.')[0] or script.name}.bible.yaml"
        return Reading(
            screenplay=screenplay,
            bible=read_bible(drafted.encode(), name),
            drafted=drafted,
            warnings=screenplay.warnings,
        )
    given = read_bible(bible.data, bible.name)
    known = known_pictures(named_in(given), pictures or {})
    problems = check(given, screenplay)
    if errors := (*problems.errors, *unknown_pictures(given, known)):
        raise Invalid(errors)
    return Reading(
        screenplay=screenplay, bible=given, warnings=(*screenplay.warnings, *problems.warnings), pictures=dict(known)
    )


def tried(script: Page, bible: Page | None, pictures: Pictures | None = None) -> tuple[Reading | None, tuple[str, ...]]:
    """What came of reading them, or else all that is wrong."""
    try:
        return read(script, bible, pictures), ()
    except Invalid as error:
        return None, error.problems
