"""How fast Picturelock is: `python -m benchmarks`."""
