"""Deployment files: they parse, and every command and setting in them is a real one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from ruamel.yaml import YAML

from picturelock.cli.app import app
from picturelock.house.config import CLIENT, KINDS, STRANGERS
from picturelock.platform.settings import PREFIX

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SPOKEN = [*DEPLOY.rglob("*.*"), DEPLOY / "Dockerfile", *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
TEXTS = [file for file in SPOKEN if file.is_file() and file.suffix in ("", ".yaml", ".py", ".sbatch", ".md")]
ROOT_COMMAND: Any = typer.main.get_command(app)
OWN = {"IMAGE", "TOKEN_FILE", "ENGINE", "WORKERS", "GOLDEN"}
"""Variables of the deployment files themselves, and one of the tests."""


@pytest.mark.parametrize("file", sorted(DEPLOY.rglob("*.yaml")), ids=lambda file: file.name)
def test_a_file_parses(file: Path) -> None:
    documents = [each for each in YAML(typ="safe").load_all(file) if each]
    assert documents
    if "kubernetes" in file.parts:
        assert all({"apiVersion", "kind"} <= each.keys() for each in documents)


def test_every_setting_that_is_named_is_one() -> None:
    known = {f"{prefix}{name.upper()}" for prefix, kind in KINDS for name in kind.model_fields}
    known |= {f"{PREFIX}{name}" for name in (*CLIENT, *OWN)} | {prefix.rstrip("_") for prefix, _ in KINDS}
    for file in TEXTS:
        named = set(re.findall(r"PICTURELOCK_[A-Z0-9_]*[A-Z0-9]", file.read_text()))
        strangers = {name for name in named if name.partition("__")[0] not in known and not name.startswith(STRANGERS)}
        assert not strangers, f"{file.name}: {strangers}"


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every `picturelock ...` in the texts whose first word is a command, and every list of arguments of that kind."""
    for file in TEXTS:
        shown = re.findall(r"(?:^|[\s`(])picturelock((?: +[\w.:/$\"{}<>-]+)+)", file.read_text(), re.MULTILINE)
        lists = re.findall(r"(?:command|args): \[([^\]]+)\]", file.read_text())
        for words in [*(line.split() for line in shown), *(re.split(r"[\s,\"']+", said.strip()) for said in lists)]:
            if words[0] in ROOT_COMMAND.commands or words[0].startswith("--server"):
                yield file.name, words


def test_every_command_that_is_shown_is_one() -> None:
    seen = 0
    for name, words in commands():
        at = ROOT_COMMAND
        for word in words:
            if word in getattr(at, "commands", {}):
                at = at.commands[word]
                seen += 1
            elif word.startswith("--"):
                assert word in options_of(at), f"{name}: picturelock {' '.join(words)}: {word}"
    assert seen > 20


def options_of(command: Any) -> set[str]:
    parameters = (*ROOT_COMMAND.params, *command.params)
    return {option for each in parameters for option in (*each.opts, *each.secondary_opts)}
