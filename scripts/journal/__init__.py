"""What was in Grafana before each of our writes, and what became of them?

One folder a push under `.dash/ENVIRONMENT/`, readable by its owner only. What was there is on the disk before the
request is sent, and so is the intention; the outcome follows when it is known. After a `kill -9` at any moment the
journal says which writes are certain and which one is not.
"""

from scripts.journal.model import Entry, Header, Outcome, Push
from scripts.journal.reading import find, pushes
from scripts.journal.writing import Recorder, begin

__all__ = ["Entry", "Header", "Outcome", "Push", "Recorder", "begin", "find", "pushes"]
