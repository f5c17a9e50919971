"""`picturelock twin`: stands in for rented providers, until it is told to stop."""

import json
from pathlib import Path
from typing import Annotated

import typer

from picturelock.cli.ending import Json, run


def twin(
    listen: Annotated[str, typer.Option(help="HOST:PORT.")] = "127.0.0.1:7500",
    faults: Annotated[
        str, typer.Option(help="What goes wrong, e.g. seed=7,lost_answer=0.1,late=0.1:0.5-25,runway.reset=#2.")
    ] = "",
    pace: Annotated[
        float, typer.Option(help="How long jobs take: 0 no time at all, 1 as long as they really do.", min=0)
    ] = 0.0,
    data: Annotated[Path, typer.Option(help="Where its jobs, its bill and its clips are kept.")] = Path("out/twin"),
    as_json: Json = False,  # noqa: FBT002 a command's options are its parameters
) -> None:
    """Stand in for the rented providers: their official SDKs run against it, and nothing costs anything.

    It makes little real clips, errs as told, and keeps a bill of what the real ones would have charged.
    """
    raise typer.Exit(run(_twin(listen, faults, pace, data, as_json=as_json), as_json=as_json, verbose=True))


async def _twin(listen: str, faults: str, pace: float, data: Path, *, as_json: bool) -> int:
    from picturelock.platform.process import stop_asked  # noqa: PLC0415
    from picturelock.twin import twin_served  # noqa: PLC0415
    from picturelock.twin.wires import NAMES  # noqa: PLC0415

    with stop_asked() as asked:
        async with twin_served(data, listen, faults, pace) as (address, studio):
            urls = {name: f"http://{address}/{name}" for name in sorted(NAMES)}
            if as_json:
                typer.echo(json.dumps({"urls": urls, "twin": f"http://{address}/twin", "seed": studio.plan.seed}))
            else:
                for name, url in (*urls.items(), ("its bill", f"http://{address}/twin/bill")):
                    typer.echo(f"{name:12} {url}")
                typer.echo(f"faults are drawn with seed={studio.plan.seed}; everything is in {data}", err=True)
            await asked.wait()
    return 0
