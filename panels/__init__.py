"""What a reader of a dashboard sees: numbers, queries, looks and kinds of panel; no file, no network."""
