"""How soon and how often is somebody told, and how long may a text in a message be?"""

SECOND, MINUTE, HOUR = 1.0, 60.0, 3600.0
MILLISECONDS = 1000
"""Of a second."""

WAIT = 30 * SECOND
"""Before the first message of a group; longer than one evaluation, so that what inhibits comes before what it hides."""

NEWS, URGENT_NEWS, BEAT_NEWS = 5 * MINUTE, 2 * MINUTE, 30 * SECOND
"""Before news about a group that was told of, and between two looks at whether to say the same once more. The heart
beats every minute: at the first look after 50 s. At a look a minute, one that is early by a moment would wait for two.
"""

AGAIN, URGENT_AGAIN, BEAT_AGAIN = 12 * HOUR, 4 * HOUR, 50 * SECOND
"""Before the same is said once more."""

LONG, SHORT = 300, 60
"""Characters of a label's value that are shown: applications put anything into labels."""
