"""What engines of a site's own have in common: they are described in a file, and leave a film."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from picturelock.kernel.errors import Invalid

D = TypeVar("D", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Rendered:
    video: Path
    report: Path | None = None


def described(file: str, kind: type[D]) -> D:
    """What a site says in a file (YAML) of an engine of its own. Raises Invalid, saying what is wrong with the file."""
    try:
        return kind.model_validate(YAML(typ="safe").load(Path(file).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise Invalid(f"{file}: can't be read as the description of an engine ({error})", reason="CONFIG") from error
    except ValidationError as error:
        problems = [f"{file}: {'.'.join(map(str, each['loc'])) or 'it'}: {each['msg']}" for each in error.errors()]
        raise Invalid(problems, reason="CONFIG") from error
