"""What editorial does: takes are circled, films are finished, exports are handed out."""

from picturelock.editorial.handlers.editorial import Editorial
from picturelock.editorial.model.finishing import Progress

__all__ = ["Editorial", "Progress"]
