"""The gRPC door: a server of ours, and the way to somebody else's."""

from picturelock.platform.grpc.client import Peer, Remote, channel_to
from picturelock.platform.grpc.server import GrpcDoor, Tls

__all__ = ["GrpcDoor", "Peer", "Remote", "Tls", "channel_to"]
