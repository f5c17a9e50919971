"""Previz: draws an animatic of a shot from its scene description. Same scene and seed, same bytes."""
