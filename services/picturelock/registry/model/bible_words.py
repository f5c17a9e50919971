"""Friendly spellings that all of the bible takes."""

from typing import Annotated

from pydantic import BeforeValidator


def as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]
"""A list of strings; a single string is a list of one."""
