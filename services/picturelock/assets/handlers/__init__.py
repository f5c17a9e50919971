"""What assets does: takes are adopted, references taken in, and both are traced."""

from picturelock.assets.handlers.assets import Assets
from picturelock.assets.handlers.uploads import Uploads

__all__ = ["Assets", "Uploads"]
