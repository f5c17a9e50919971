"""Makes a film over the API with nothing but the generated stubs: integration.py HOST:PORT SCRIPT OUT [TOKEN]."""

import sys
import urllib.request
import uuid
from pathlib import Path

import grpc

from picturelock_api.continuity.v1 import service_pb2 as continuity
from picturelock_api.continuity.v1.service_pb2_grpc import TakeServiceStub
from picturelock_api.editorial.v1 import service_pb2 as editorial
from picturelock_api.editorial.v1.service_pb2_grpc import CutServiceStub
from picturelock_api.registry.v1 import service_pb2 as registry
from picturelock_api.registry.v1.service_pb2_grpc import FilmServiceStub, ProjectServiceStub


def main(address: str, script: Path, out: Path, token: str = "") -> None:
    shown = (("authorization", f"Bearer {token}"),) if token else ()
    project = script.stem
    with grpc.insecure_channel(address) as channel:
        projects, films = ProjectServiceStub(channel), FilmServiceStub(channel)
        takes, cuts = TakeServiceStub(channel), CutServiceStub(channel)

        named = registry.CreateProjectRequest(project=project, request_id=f"create {project}")
        projects.CreateProject(named, metadata=shown)
        page = registry.PutScriptRequest(project=project, name=script.name, data=script.read_bytes())
        print(*projects.PutScript(page, metadata=shown).warnings, sep="\n")
        begun = films.MakeFilm(registry.MakeFilmRequest(project=project, request_id=new()), metadata=shown)
        print(f"{begun.outlook.title}: {len(begun.outlook.shots)} shots")
        wait_for_cut(films, project, begun.token, shown)

        first = takes.ListTakes(continuity.ListTakesRequest(project=project), metadata=shown).takes[0]
        circle = continuity.CircleTakeRequest(
            project=project, shot=first.shot, take=first.take.number, note="the one", request_id=new()
        )
        print(f"circled {first.shot}, by {takes.CircleTake(circle, metadata=shown).take.by}")

        film = editorial.ListExportsRequest(project=project, name="film.mp4")
        (export,) = cuts.ListExports(film, metadata=shown).exports
        urllib.request.urlretrieve(export.link, out)
        print(f"{out}: {export.size} bytes")


def wait_for_cut(films: FilmServiceStub, project: str, token: str, shown: tuple[tuple[str, str], ...]) -> None:
    watch = registry.WatchFilmRequest(project=project, token=token)
    for told in films.WatchFilm(watch, metadata=shown):
        if told.HasField("event"):
            print(f"{told.event.about}: {told.event.topic}")
            if told.event.topic == "editorial.cut_assembled.v1":
                return


def new() -> str:
    return uuid.uuid4().hex


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
