"""Pages that are made of the code: settings, topics, and the HTTP mirror. `make docs` writes them into docs/."""

import io
import sys
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML

from picturelock.cli.config import page
from picturelock.house import blueprint
from picturelock.house.asyncapi import asyncapi_of
from picturelock.kernel.service import Door
from picturelock.platform.doors import methods_of
from picturelock.platform.entrance import doors_of
from picturelock.platform.http.openapi import openapi_of
from picturelock.platform.parked import SERVICE as PARKED
from picturelock.platform.parked import ParkedRpc

SETTINGS = """# Settings

Everything that can be set, by the environment or by the YAML file that `PICTURELOCK_CONFIG` names: `listen: ...` in the
file is `PICTURELOCK_LISTEN`, and a service's own settings stand in a section of its name. The environment wins.
`picturelock config check` says what is wrong; `picturelock config show` what is set.

The command line itself looks at `PICTURELOCK_SERVER`, `PICTURELOCK_TOKEN`, `PICTURELOCK_CA`, `PICTURELOCK_CERT`,
`PICTURELOCK_KEY` and `PICTURELOCK_APPROVE`, which stand for the options of these names.

"""


def documents() -> Mapping[str, str]:
    """What each file in docs/ should say."""
    services = blueprint()
    doors = (*doors_of(services), Door(PARKED, ParkedRpc))
    methods = [method for door in doors for method in methods_of(door) if method.http]
    return {
        "settings.md": SETTINGS + page(),
        "asyncapi.yaml": _yaml(asyncapi_of(services)),
        "openapi.yaml": _yaml(openapi_of(methods)),
    }


def _yaml(document: object) -> str:
    writer = YAML()
    writer.width = 120
    writer.representer.ignore_aliases = lambda *_: True
    said = io.StringIO()
    writer.dump(document, said)
    return said.getvalue()


def write(folder: Path) -> None:
    for name, said in documents().items():
        (folder / name).write_text(said)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
