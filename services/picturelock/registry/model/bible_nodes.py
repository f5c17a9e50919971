"""YAML read as plain values, each with its line; all that is wrong with the text itself is told at once.

Nothing is constructed but strings, numbers, booleans, lists and dicts with string keys, whatever the text asks for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from picturelock.kernel.errors import Invalid

LARGEST_BYTES = 500_000
MOST_VALUES = 60_000
"""Values in the whole bible, aliases counted wherever they are used."""
DEEPEST = 24
MOST_BRACKETS = 200

PLAIN_ONLY = "has the tag '{tag}'; take it out: a bible holds plain text, numbers, lists and mappings only"

TAG = "tag:yaml.org,2002:"
EXPONENT = re.compile(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+")


@dataclass
class Tree:
    """The plain value, the line of each dotted path, and the problems met on the way."""

    file: str
    rows: tuple[str, ...]
    value: object = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    values: int = 0

    def problem(self, line: int, what: str) -> None:
        self.problems.append(f"{self.file}:{line}: {what}")


def read_tree(data: bytes, file: str) -> Tree:
    """Raises Invalid where the bytes are no YAML at all; otherwise `problems` tells what is wrong."""
    text = _decoded(data, file)
    tree = Tree(file, tuple(text.splitlines()))
    for line, row in enumerate(tree.rows, 1):
        if "\t" in row[: len(row) - len(row.lstrip())]:
            tree.problem(line, "is indented with a tab; use spaces, two for each level")
    if tree.problems:
        raise Invalid(tree.problems)
    node = _composed(text, file)
    if node is not None:
        tree.value = _plain(tree, node, "", 0)
    return tree


def _decoded(data: bytes, file: str) -> str:
    if len(data) > LARGEST_BYTES:
        raise Invalid(f"{file}:1: is {len(data)} bytes long; a bible has at most {LARGEST_BYTES}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Invalid(f"{file}:{line}: is not UTF-8 text; save the bible as UTF-8") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Invalid(f"{file}:{line}: is not text but binary data; give the bible as YAML")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _composed(text: str, file: str) -> Node | None:
    deep = next((line for line, level in _levels(text) if level > MOST_BRACKETS), 0)
    if deep:
        raise Invalid(f"{file}:{deep}: is nested too deeply; a bible has at most {DEEPEST} levels")
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = " ".join(str(error.problem or error.context or "cannot be read").split())
        raise Invalid(f"{file}:{line}: is not YAML: {what}; check quotes, colons and indentation there") from error
    except YAMLError as error:
        what = " ".join(str(error).split())[:120]
        raise Invalid(f"{file}:1: is not YAML: {what}; write it as UTF-8 text without control characters") from error
    except (RecursionError, ValueError) as error:
        raise Invalid(f"{file}:1: is nested too deeply; a bible has at most {DEEPEST} levels") from error
    return node


def _levels(text: str) -> Iterator[tuple[int, int]]:
    """After each line, about how many brackets and dashes stand open: what would keep a YAML reader busy for hours."""
    level = 0
    for line, row in enumerate(text.splitlines(), 1):
        level += row.count("[") + row.count("{") - row.count("]") - row.count("}")
        yield line, max(level, row.count("- "), row.count("? "))


def _plain(tree: Tree, node: Node, path: str, depth: int) -> object:
    line = node.start_mark.line + 1
    tree.values += 1
    if depth > DEEPEST or tree.values > MOST_VALUES:
        what = (
            f"is nested more than {DEEPEST} levels" if depth > DEEPEST else f"grows to more than {MOST_VALUES} values"
        )
        raise Invalid(
            [*tree.problems, f"{tree.file}:{line}: {what}; write it out without anchors that repeat themselves"]
        )
    tree.lines.setdefault(path, line)
    if not isinstance(node, ScalarNode) and node.tag not in (f"{TAG}map", f"{TAG}seq"):
        tree.problem(line, PLAIN_ONLY.format(tag=node.tag))
    if isinstance(node, MappingNode):
        return _mapping(tree, node, path, depth)
    if isinstance(node, SequenceNode):
        return [_plain(tree, item, f"{path}.{at}", depth + 1) for at, item in enumerate(node.value)]
    return _scalar(tree, node, line) if isinstance(node, ScalarNode) else None


def _mapping(tree: Tree, node: MappingNode, path: str, depth: int) -> dict[str, object]:
    result: dict[str, object] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            tree.problem(line, "has a list or a mapping for a key; use a word")
            continue
        key = str(key_node.value)
        if key in first:
            tree.problem(line, f"'{key}' is here twice, first in line {first[key]}; keep one of them")
            continue
        first[key] = line
        under = f"{path}.{key}" if path else key
        tree.lines[under] = line
        value = _plain(tree, value_node, under, depth + 1)
        if value is None and _hidden_colour(tree, line, key):
            tree.problem(line, f"'{key}' is empty, because # begins a comment; put the colour in quotes: \"#b3202a\"")
            continue
        result[key] = value
    return result


def _hidden_colour(tree: Tree, line: int, key: str) -> bool:
    row = tree.rows[line - 1] if line <= len(tree.rows) else ""
    return re.search(rf"{re.escape(key)}['\"]?\s*:\s+#[0-9a-fA-F]{{3,6}}\b", row) is not None


def _scalar(tree: Tree, node: ScalarNode, line: int) -> object:
    kind, spelled = str(node.tag).removeprefix(TAG), str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return spelled.lower() in ("true", "yes", "on")
    if kind in ("int", "float"):
        return _number(spelled)
    if kind not in ("str", "timestamp"):
        tree.problem(line, PLAIN_ONLY.format(tag=node.tag))
    return spelled


def _number(spelled: str) -> object:
    """Numbers whose other spellings (octal, sexagesimal) would surprise stay text."""
    bare = spelled.replace("_", "")
    if re.fullmatch(r"[+-]?\d+", bare) and len(bare) < 20:  # noqa: PLR2004
        return int(bare)
    if re.fullmatch(r"[+-]?(\d+\.\d*|\.\d+)", bare) or EXPONENT.fullmatch(bare):
        return float(bare)
    return spelled
