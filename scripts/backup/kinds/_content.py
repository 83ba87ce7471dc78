"""What name has an object that is known by its content alone?"""

import hashlib
import json

from scripts.jsonvalue import Json


def named(body: Json) -> str:
    """Make a short name that is the same wherever the content is the same."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
