"""Friendly spellings that all of the bible takes."""

from typing import Annotated

from pydantic import BeforeValidator, Field


def as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]
"""A list of strings; a single string is a list of one."""

MOST_REFERENCES = 8
References = Annotated[tuple[str, ...], BeforeValidator(as_tuple), Field(max_length=MOST_REFERENCES)]
"""Reference images, best first: files by their paths from the bible's own, or `sha256:` and 64 hex digits."""
