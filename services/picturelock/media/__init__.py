"""Film tools on frames, rates, pictures and files. They know no service."""
