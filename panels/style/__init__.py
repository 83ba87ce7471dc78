"""How do our panels look, whatever kind they are? Data sources, colours, words for values, links."""

import warnings

# The vendor moves to the v2 model and says so in class bodies, on every import; we write the classic model on purpose.
warnings.filterwarnings("ignore", message="Prefer using dashboardv2", category=DeprecationWarning)
