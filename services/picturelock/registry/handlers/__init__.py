"""What the registry does: projects and their pages, and shots on their way."""

from picturelock.registry.handlers.projects import Projects
from picturelock.registry.handlers.registry import Registry
from picturelock.registry.handlers.watching import Watched, Watching

__all__ = ["Projects", "Registry", "Watched", "Watching"]
