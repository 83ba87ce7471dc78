"""How do our panels look, whatever kind they are? Data sources, colours, words for values, links."""
