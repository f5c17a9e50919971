"""The compiler: says a brief in the terms of the engine that was chosen for it."""
