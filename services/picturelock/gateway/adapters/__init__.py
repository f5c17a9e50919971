"""Engines, and the worker that runs them."""
