"""Which headers say who we are?"""

import base64

from scripts.settings import Environment, secrets


def signed(environment: Environment) -> tuple[list[str], dict[str, str]]:
    """Make the headers that say who we are, and list the texts that must never be shown, longest first.

    Raises:
        ConfigurationError: a credential is missing.
    """
    extra = {name: secret.value for name, secret in secrets.headers(environment).items()}
    hidden = [extra[name] for name, header in environment.headers.items() if header.env]
    headers = dict(extra)
    if environment.org_id is not None:
        headers["X-Grafana-Org-Id"] = str(environment.org_id)
    if environment.credentials.kind == "token":
        token = secrets.token(environment).value
        headers["Authorization"] = f"Bearer {token}"
        hidden.append(token)
    elif environment.credentials.kind == "password":
        password = secrets.password(environment).value
        pair = f"{environment.credentials.user}:{password}".encode()
        basic = base64.b64encode(pair).decode()
        headers["Authorization"] = f"Basic {basic}"
        hidden += [basic, password]
    return sorted((text for text in hidden if text), key=len, reverse=True), headers
