"""The prose dialect: a shot described to a text-to-video model, in plain film language."""

from picturelock.compiler.model.prose.speak import speak_prose

__all__ = ["speak_prose"]
