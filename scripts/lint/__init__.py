"""Which mistakes does a dashboard have? Rules, judges of queries, exceptions and reports."""
