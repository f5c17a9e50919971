"""The command line: asks the house, watches the line, and lays the results out for people."""
