"""Where the compiler's targets come from."""

from picturelock.compiler.adapters.shelf import GROUP, TargetsHere

__all__ = ["GROUP", "TargetsHere"]
