"""What the registry does: projects and their pages, shots on their way, and what the line says of them."""

from picturelock.registry.handlers.projects import Projects
from picturelock.registry.handlers.registry import Registry
from picturelock.registry.handlers.rulings import Rulings
from picturelock.registry.handlers.watching import Watched, Watching

__all__ = ["Projects", "Registry", "Rulings", "Watched", "Watching"]
