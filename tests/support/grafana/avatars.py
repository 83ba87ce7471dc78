"""Where does Grafana say that somebody's picture is?"""

import hashlib


def avatar(email: str) -> str:
    """The address of the picture: a hash of the mail address, as Gravatar has it."""
    return "/avatar/" + hashlib.md5(email.lower().encode(), usedforsecurity=False).hexdigest()
