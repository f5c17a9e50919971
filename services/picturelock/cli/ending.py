"""How every command ends: its exit code, and its errors in words or as JSON."""

import asyncio
import json
import logging
import os
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Annotated, Any

import typer

from picturelock.kernel.errors import Invalid, Outage, PicturelockError, Refused
from picturelock.platform.telemetry import configure_logs

BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130
"""Exit codes: 2 for what the caller can mend, 1 for what went wrong here, 130 after Ctrl-C."""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, and nothing else.")]


def run(work: Coroutine[Any, Any, int], *, as_json: bool = False, verbose: bool = False) -> int:
    level = logging.INFO if verbose else logging.CRITICAL
    configure_logs(os.environ.get("PICTURELOCK_LOG", "text"), level)
    try:
        return _runner(quickly=verbose)(work)
    except KeyboardInterrupt:
        typer.echo("interrupted; run the same command again to go on where it was", err=True)
        return INTERRUPTED
    except Exception as error:
        told = _told(error)
        clear = logging.DEBUG if isinstance(told, Refused) else logging.INFO
        logging.getLogger(__name__).log(clear, "this is where it happened", exc_info=error)
        return _complain(told, as_json=as_json)


def _runner(*, quickly: bool) -> Callable[[Coroutine[Any, Any, int]], int]:
    """Processes that stay are run on a quick loop, which commands need not load."""
    if not quickly:
        return asyncio.run
    from picturelock.platform.process import run_quickly  # noqa: PLC0415

    return run_quickly


def _told(error: BaseException) -> PicturelockError:
    """The one thing to say of whatever went wrong: of several, that the machine must be mended."""
    causes = list(_causes(error))
    for family in (Outage, PicturelockError):
        for cause in causes:
            if isinstance(cause, family):
                return cause
    if wrong := _wrong_settings(causes[0]):
        return Invalid(wrong, reason="CONFIG")
    return PicturelockError(
        f"picturelock broke down: {type(causes[0]).__name__}: {causes[0]}; --verbose says where",
        reason="BUG",
    )


def _wrong_settings(cause: BaseException) -> Sequence[str]:
    from pydantic import ValidationError  # noqa: PLC0415 only when it comes to this
    from pydantic_settings import SettingsError  # noqa: PLC0415

    from picturelock.house.config import wrong_settings  # noqa: PLC0415

    return wrong_settings() if isinstance(cause, (ValidationError, SettingsError)) else ()


def _causes(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _causes(inner)
    else:
        yield error


def _complain(error: PicturelockError, *, as_json: bool) -> int:
    lines = error.problems if isinstance(error, Invalid) else (str(error),)
    if as_json:
        typer.echo(_as_json(error, lines))
    for said in lines:
        typer.secho("error: ", fg=typer.colors.RED, bold=True, err=True, nl=False)
        typer.echo(said, err=True)
    return BAD_INPUT if isinstance(error, Refused) else FAILED


def _as_json(error: PicturelockError, lines: tuple[str, ...]) -> str:
    return json.dumps({"error": {"reason": error.reason, "problems": list(lines)}}, ensure_ascii=False)
