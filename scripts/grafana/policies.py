"""Which way do alerts take to the contact points?"""

from scripts.grafana import provenance
from scripts.grafana.client import Client
from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/policies"


def get(client: Client) -> Json | None:
    """Read the tree of notification policies; `None` where there is none yet: a new organisation.

    GET /api/v1/provisioning/policies
    """
    answer: Json | None = client.find(PATH)
    return answer


def put(client: Client, tree: Json, owner: str = "") -> None:
    """Replace the whole tree; there is no version, the last one wins.

    PUT /api/v1/provisioning/policies

    Raises:
        Refused: a contact point or mute timing is unknown.
    """
    client.write("PUT", PATH, tree, headers=provenance.header(owner))


def reset(client: Client) -> None:
    """Put the default tree back; the only way from the provenance `api` to none.

    DELETE /api/v1/provisioning/policies
    """
    client.write("DELETE", PATH)
