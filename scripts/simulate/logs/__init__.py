"""The log of the simulated Bot-Core: a line for what its metrics count, by the same formulas."""
