"""From which number on is it bad? The guide's red flags, each once and named, one module a domain."""
