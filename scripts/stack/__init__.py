"""What the monitoring stack needs on the machine that runs it."""
