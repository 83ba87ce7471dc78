"""Where does Grafana say that somebody's picture is?"""

import hashlib
import re


def avatar(email: str, name: str = "") -> str:
    """The address of a picture: a hash of the mail address, as Gravatar has it; of the name, if there is none."""
    text = email or re.sub(r"[^a-zA-Z0-9]+", "", name) + "@localhost"
    return "/avatar/" + hashlib.md5(text.lower().encode(), usedforsecurity=False).hexdigest()
