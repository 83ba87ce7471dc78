"""A simulated Bot-Core: every metric of the contract as a pure function of seed, time and scenario."""
