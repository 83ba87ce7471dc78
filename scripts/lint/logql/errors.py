"""How does a LogQL mistake say where it is?"""


class LogQLError(ValueError):
    """A text is not LogQL, or Loki would refuse to run it.

    Args:
        position: offset of the offending character in the text, from 0.
        message: what is wrong there, without the position.
    """

    def __init__(self, position: int, message: str) -> None:
        """Keep position and message apart; the text of the error has both."""
        super().__init__(f"{message} (at character {position + 1})")
        self.position = position
        self.message = message
