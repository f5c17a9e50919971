"""Commands for those who run Picturelock: services, workers, tokens, topics, settings."""

from pathlib import Path
from typing import Annotated

import typer

from picturelock.cli.ending import Json, run

SERVICES = "registry, compiler, gateway, assets, continuity, editorial, or all"

token = typer.Typer(help="Tokens, by which callers and workers say who they are.", no_args_is_help=True)
topics = typer.Typer(help="The topics on Kafka.", no_args_is_help=True)
config = typer.Typer(help="Settings: what there is, what is set, what is wrong.", no_args_is_help=True)

Dir = Annotated[
    Path | None,
    typer.Option(
        "--dir", help="The folder of a `picturelock up`; the deployment that the settings name when not given."
    ),
]


def serve(
    services: Annotated[list[str], typer.Argument(help=f"Which: {SERVICES}.", show_default=False)],
) -> None:
    """Run services on Kafka, MongoDB and an S3 store, until told to stop; settings are in PICTURELOCK_*.

    Any number of copies of each may run. Told to stop (SIGTERM), it finishes what it has begun and leaves.
    """
    from picturelock.cli.serve import run_services  # noqa: PLC0415

    raise typer.Exit(run(run_services(services), verbose=True))


def worker(
    gateway: Annotated[str, typer.Option(help="Where the gateway's gRPC door is: HOST:PORT.")] = "",
    engine: Annotated[
        str,
        typer.Option("--engine", "-e", help="What makes the takes: previz, comfyui:FILE, exec:FILE, or MODULE:ATTR."),
    ] = "",
    slots: Annotated[
        int | None, typer.Option(help="Takes made at once; one for each core when not given.", min=1)
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="What this worker has, e.g. gpu=24 or site=berlin; may be repeated.")
    ] = None,
    name: Annotated[str, typer.Option(help="Its name, unique in its tenant; of host and process when not given.")] = "",
    token: Annotated[str, typer.Option(envvar="PICTURELOCK_TOKEN", help="A token of role worker.")] = "",
    ca: Annotated[
        Path | None, typer.Option(envvar="PICTURELOCK_CA", help="Who signed the gateway's certificate.")
    ] = None,
    cert: Annotated[Path | None, typer.Option(envvar="PICTURELOCK_CERT", help="Our own certificate, for mTLS.")] = None,
    key: Annotated[Path | None, typer.Option(envvar="PICTURELOCK_KEY", help="Its private key.")] = None,
    grace: Annotated[
        float | None, typer.Option(help="Seconds to finish in, once told to stop; 20 when not given.")
    ] = None,
) -> None:
    """Render takes: lease them of a gateway, make them, deliver them; until told to stop (SIGTERM drains it).

    Everything may also be said by PICTURELOCK_WORKER_*.
    """
    from picturelock.cli.worker import run_worker  # noqa: PLC0415

    said = {"gateway": gateway, "engine": engine, "slots": slots, "name": name, "token": token, "grace": grace}
    raise typer.Exit(run(run_worker(tag or [], **said, ca=ca, cert=cert, key=key), verbose=True))


def up(
    directory: Annotated[Path, typer.Option("--dir", help="Where everything is kept.")] = Path("out/up"),
    faults: Annotated[str, typer.Option(help="Have previz err on purpose, as in `make`.")] = "",
    as_json: Json = False,
) -> None:
    """Run everything in this process, with all doors open: gRPC, HTTP, and to workers elsewhere.

    Nothing else has to be started. Where it listens is set by PICTURELOCK_LISTEN and PICTURELOCK_HTTP_LISTEN.
    """
    from picturelock.cli.up import run_up  # noqa: PLC0415

    raise typer.Exit(run(run_up(directory, faults, as_json=as_json), as_json=as_json, verbose=True))


@token.command("create")
def token_create(
    tenant: Annotated[str, typer.Option(help="Whose projects it opens.", show_default=False)],
    role: Annotated[str, typer.Option(help="viewer, artist, producer, admin, or worker.", show_default=False)],
    note: Annotated[str, typer.Option(help="What it is for, to tell it by in the list.")] = "",
    directory: Dir = None,
    as_json: Json = False,
) -> None:
    """Make a token and print it; it can't be shown again."""
    from picturelock.cli.tokens import create_token  # noqa: PLC0415

    raise typer.Exit(run(create_token(tenant, role, note, directory, as_json=as_json), as_json=as_json))


@token.command("list")
def token_list(
    tenant: Annotated[str, typer.Option(help="Only this tenant's.")] = "", directory: Dir = None, as_json: Json = False
) -> None:
    """List all tokens ever made, without their secrets, which are not kept."""
    from picturelock.cli.tokens import list_tokens  # noqa: PLC0415

    raise typer.Exit(run(list_tokens(tenant, directory, as_json=as_json), as_json=as_json))


@token.command("revoke")
def token_revoke(
    name: Annotated[str, typer.Argument(help="Its name in the list.", show_default=False)], directory: Dir = None
) -> None:
    """Have a token refused from now on."""
    from picturelock.cli.tokens import revoke_token  # noqa: PLC0415

    raise typer.Exit(run(revoke_token(name, directory)))


@topics.command("apply")
def topics_apply(as_json: Json = False) -> None:
    """Make the topics that are missing, and set those that are there as they should be."""
    from picturelock.cli.topics import apply_topics  # noqa: PLC0415

    raise typer.Exit(run(apply_topics(as_json=as_json), as_json=as_json))


@topics.command("list")
def topics_list(as_json: Json = False) -> None:
    """List the topics there should be."""
    from picturelock.cli.topics import list_topics  # noqa: PLC0415

    raise typer.Exit(run(list_topics(as_json=as_json), as_json=as_json))


@topics.command("check")
def topics_check(as_json: Json = False) -> None:
    """Say what is wrong with the topics; nothing is changed. Exits with 1 when anything is."""
    from picturelock.cli.topics import check_topics  # noqa: PLC0415

    raise typer.Exit(run(check_topics(as_json=as_json), as_json=as_json))


@config.command("check")
def config_check(as_json: Json = False) -> None:
    """Say what is wrong with the settings, with every setting that is."""
    from picturelock.cli.config import check_config  # noqa: PLC0415

    raise typer.Exit(run(check_config(as_json=as_json), as_json=as_json))


@config.command("show")
def config_show() -> None:
    """Show every setting, what it is now, and what it is for; secrets stay hidden."""
    from picturelock.cli.config import show_config  # noqa: PLC0415

    raise typer.Exit(run(show_config()))


def add_to(app: typer.Typer) -> None:
    for command in (up, serve, worker):
        app.command()(command)
    for group, name in ((token, "token"), (topics, "topics"), (config, "config")):
        app.add_typer(group, name=name)
