"""A real Prometheus with a simulated Bot-Core and its past: for people to look at, and for tests."""
