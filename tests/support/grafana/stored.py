"""What does the server keep of a dashboard or a folder? Every revision, who may do what with it, and who manages it."""

from dataclasses import dataclass, field

from support.grafana.access import Grant

from scripts.jsonvalue import Json

MANAGED_BY = "grafana.app/managedBy"
MANAGER_ID = "grafana.app/managerId"
ALLOWS_EDITS = "grafana.app/managerAllowsEdits"
SOURCE_PATH = "grafana.app/sourcePath"
SOURCE_TIMESTAMP = "grafana.app/sourceTimestamp"
FOLDER = "grafana.app/folder"
MESSAGE = "grafana.app/message"
CREATED_BY = "grafana.app/createdBy"
UPDATED_BY = "grafana.app/updatedBy"
UPDATED = "grafana.app/updatedTimestamp"
GRANT = "grafana.app/grant-permissions"
SAVED_FROM_UI = "grafana.app/saved-from-ui"
INTERNAL_ID = "grafana.app/deprecatedInternalID"

FILE_PROVISIONING = "classic-file-provisioning"
SERVER = "access-policy:service"
PROVISIONER, NOBODY = "provisioning:", "user:-1"
"""Who provisions dashboards and folders on legacy storage."""


@dataclass(frozen=True)
class Kind:
    """A kind of the Kubernetes-style API."""

    group: str
    resource: str
    kind: str

    @property
    def qualified(self) -> str:
        """How messages name the resource."""
        return f"{self.resource}.{self.group}"


DASHBOARDS = Kind("dashboard.grafana.app", "dashboards", "Dashboard")
FOLDERS = Kind("folder.grafana.app", "folders", "Folder")
PLAYLISTS = Kind("playlist.grafana.app", "playlists", "Playlist")


@dataclass(kw_only=True, eq=False)
class Revision:
    """One state of an object. Never changed after it was stored.

    Attributes:
        number: resourceVersion.
        version: the API version at which it is stored, e.g. `v0alpha1`.
        annotations: all of them, those of the server too.
        managed: managedFields.
        status: what is stored as status; stale after a change of version.
        message: the message of this version.
        who: reference of the identity that wrote it.
        when: time of the write.
        deleted: time of the deletion, of a revision in the trash.
        rendered: JSON by API version, kept because LIST is read often.
        packed: compressed JSON by API version and the default data source, which some conversions name.
    """

    number: int
    generation: int
    version: str
    spec: Json
    annotations: dict[str, str]
    labels: dict[str, str]
    managed: list[Json] = field(default_factory=list)
    status: Json = field(default_factory=dict)
    message: str = ""
    who: str = SERVER
    when: str = ""
    deleted: str = ""
    rendered: dict[str, bytes] = field(default_factory=dict)
    packed: dict[tuple[str, str], bytes] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Uid of the folder it lies in; empty at the root."""
        return self.annotations.get(FOLDER, "")

    @property
    def title(self) -> str:
        """The title as stored."""
        return str(self.spec.get("title", ""))


@dataclass(kw_only=True, eq=False)
class Stored:
    """A dashboard or a folder with its history, newest revision last."""

    kind: Kind
    name: str
    uid: str
    ident: int
    created: str
    revisions: list[Revision]
    grants: list[Grant] = field(default_factory=list)

    @property
    def key(self) -> str:
        """How grants name it."""
        return f"{self.kind.resource}/{self.name}"

    @property
    def now(self) -> Revision:
        """The present state."""
        return self.revisions[-1]

    @property
    def file_provisioned(self) -> bool:
        """Whether a provisioning file made it and has not lost it."""
        return self.now.annotations.get(MANAGED_BY) == FILE_PROVISIONING

    @property
    def editable(self) -> bool:
        """Whether its manager lets others edit."""
        return self.now.annotations.get(ALLOWS_EDITS) == "true"
