"""What others do on the same machine. None of them is a dependency: each gets an environment of its own."""
