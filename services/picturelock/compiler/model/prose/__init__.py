"""The prose dialect: a shot described to a text-to-video model, in plain film language."""

from picturelock.compiler.model.prose.speak import left_out, speak_prose
from picturelock.compiler.model.prose.still import still_sentences

__all__ = ["left_out", "speak_prose", "still_sentences"]
