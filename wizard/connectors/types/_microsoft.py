"""What the types of Microsoft 365 share: the cloud a tenant is in, and its app registration.

Facts: onyx: backend/onyx/connectors/microsoft_graph_env.py (2026-02): a server knows these clouds
by the host of Microsoft Graph, and refuses the login host of another one.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, NamedTuple, Self

from pydantic import BeforeValidator, model_validator

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import (
    GUID,
    NEWER,
    Config,
    Guid,
    Maybe,
    OnlyWhenChanged,
    TenantId,
    Text,
    Token,
)
from wizard.connectors.repairs import refused_if, repaired_by, warned_by
from wizard.forms import Ui, fields_error


class Cloud(NamedTuple):
    """One of Microsoft's clouds: its hosts, and the domains of its sites."""

    label: str
    graph: str
    login: str
    suffix: str


_COMMERCIAL: Final = Cloud(
    "Worldwide",
    "https://graph.microsoft.com",
    "https://login.microsoftonline.com",
    "sharepoint.com",
)
CLOUDS: Final = (
    _COMMERCIAL,
    Cloud(
        "US Government (GCC High)",
        "https://graph.microsoft.us",
        "https://login.microsoftonline.us",
        "sharepoint.us",
    ),
    Cloud(
        "US Government (DoD)",
        "https://dod-graph.microsoft.us",
        "https://login.microsoftonline.us",
        "sharepoint.us",
    ),
    Cloud(
        "China (21Vianet)",
        "https://microsoftgraph.chinacloudapi.cn",
        "https://login.chinacloudapi.cn",
        "sharepoint.cn",
    ),
    Cloud(
        "Germany",
        "https://graph.microsoft.de",
        "https://login.microsoftonline.de",
        "sharepoint.de",
    ),
)
_BY_GRAPH: Final = {cloud.graph: cloud for cloud in CLOUDS}


def _without_slash(value: Any) -> Any:
    return value.strip().rstrip("/") if isinstance(value, str) else value


def _what_goes_with_it(graph: str) -> str | None:
    cloud = _BY_GRAPH.get(graph)
    if cloud is None or cloud is _COMMERCIAL:
        return None
    return f"Also sends its login host: {cloud.login}"


class InCloud(Config):
    """The tenant's cloud, which determines all other hosts."""

    graph_api_host: Annotated[
        Literal[
            "https://graph.microsoft.com",
            "https://graph.microsoft.us",
            "https://dod-graph.microsoft.us",
            "https://microsoftgraph.chinacloudapi.cn",
            "https://graph.microsoft.de",
        ],
        BeforeValidator(_without_slash),
        Ui(
            label="Microsoft cloud",
            help="Keep Worldwide unless your tenant is in a national cloud. GCC is Worldwide, too.",
            labels={cloud.graph: cloud.label for cloud in CLOUDS},
            warn=_what_goes_with_it,
            order=1,
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = "https://graph.microsoft.com"
    authority_host: Annotated[
        Maybe[Text],
        BeforeValidator(_without_slash),
        Ui(
            label="Login host",
            help="Set from graph_api_host if omitted.",
            follows="graph_api_host",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = None

    @property
    def cloud(self) -> Cloud:
        """The cloud that is chosen."""
        return _BY_GRAPH[self.graph_api_host]

    @model_validator(mode="before")
    @classmethod
    def _hosts_follow(cls, data: Any) -> Any:
        # Of the worldwide hosts no server need be told, and an old one knows no such field.
        if not isinstance(data, dict):
            return data
        graph = _without_slash(data.get("graph_api_host", _COMMERCIAL.graph))
        cloud = _BY_GRAPH.get(graph) if isinstance(graph, str) else None
        if cloud is None:
            return data
        others = {"authority_host": cloud.login, "sharepoint_domain_suffix": cloud.suffix}
        follow = {key: host for key, host in others.items() if key in cls.model_fields}
        given = {
            key: value
            for key, value in data.items()
            if key not in follow or (value and _without_slash(value) != follow[key])
        }
        return given if cloud is _COMMERCIAL else follow | given

    @model_validator(mode="after")
    def _hosts_fit(self) -> Self:
        login, cloud = self.authority_host, self.cloud
        if login is not None and login != cloud.login:
            owners = " or ".join(other.graph for other in CLOUDS if other.login == login)
            is_right = f"belongs to {owners}" if owners else f"must be {cloud.login}"
            raise fields_error(
                f"The login host (authority_host) {is_right}. You can omit it", "graph_api_host"
            )
        return self


# --- The app registration ------------------------------------------------------------------------

ClientId = Annotated[
    Guid,
    Ui(
        label="Application (client) ID",
        help="From the app registration page.",
        where="Microsoft Entra admin center → App registrations → your app → Overview.",
    ),
]
DirectoryId = Annotated[
    TenantId,
    repaired_by(
        part_of_address(r"//login\.[^/]+/([\w.-]+)", "Enter only the tenant ID", of="[/:]"),
        refused_if(
            "^(common|organizations|consumers)$",
            "This matches any tenant. Enter the ID of your tenant",
        ),
    ),
    Ui(label="Directory (tenant) ID", help="On the same page as the client ID."),
]
ClientSecretValue = Annotated[
    Token,
    Ui(
        label="Client secret",
        help="The secret's value, not its ID. Microsoft shows it only once.",
        where="Your app → Certificates & secrets.",
        warn=warned_by(
            refused_if(f"^{GUID}$", "This looks like the secret's ID. Enter its value.")
        ),
    ),
]
