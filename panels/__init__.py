"""What a reader of a dashboard sees: numbers, queries, looks and kinds of panel; no file, no network."""

import warnings

# The vendor moves to the v2 model and says so in class bodies, on every import; we write the classic model on purpose
# (docs/decisions/0002). Here, because this runs before any module of ours can import the SDK.
warnings.filterwarnings("ignore", message="Prefer using dashboardv2", category=DeprecationWarning)
