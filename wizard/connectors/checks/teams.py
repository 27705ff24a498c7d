"""Microsoft Teams: which application it is, and whether it sees the teams and their channels.

Facts: learn.microsoft.com, Microsoft Graph: list teams, list channels. The server refuses an empty
list of teams (onyx: teams/connector.py). No message is read here: the token tells of that right.
"""

from __future__ import annotations

from wizard.connectors.checks._microsoft import BEARER, GRAPH, denied, failures, hosts, sign_in
from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning, NextUrl, Pick

_CLIENT = "credentials.teams_client_id"

CHECK = Check(
    derive=hosts,
    requests=(
        sign_in("teams"),
        Ask(
            url=f"{GRAPH}/teams?$top=1",
            headers=BEARER,
            found="value[0].id",
            keep={"team": "value[0].id"},
            failures=(denied("teams", "Team.ReadBasic.All"),),
            empty=Failure(
                200,
                Meaning.MISSING,
                "The application works but can't see any teams. Clarm rejects a connector without "
                "teams.",
                path=_CLIENT,
            ),
        ),
        Ask(
            url=f"{GRAPH}/teams?$filter=displayName%20eq%20%27{{each}}%27&$top=1",
            headers=BEARER,
            each="config.teams",
            found="value[0].id",
            optional=True,
            empty=Failure(
                200,
                Meaning.MISSING,
                "The application can't see any team with one of these names. Enter names exactly "
                "as shown in Teams.",
                path="config.teams",
            ),
        ),
        Ask(
            url=f"{GRAPH}/teams/{{kept.team}}/channels?$select=id,displayName",
            headers=BEARER,
            found="value",
            optional=True,
            failures=(denied("teams", "Channel.ReadBasic.All"),),
        ),
    ),
    failures=failures("teams", "credentials.teams_client_secret"),
    needs={
        "Team.ReadBasic.All|Group.Read.All|Directory.Read.All": "it can't list teams.",
        "Channel.ReadBasic.All|Group.Read.All|Directory.Read.All": "it can't list channels.",
        "ChannelMessage.Read.All|Group.Read.All": "it can't read messages.",
        "User.Read.All|Directory.Read.All": "it can't see who can read what.",
    },
)

PICKS = (
    Pick(
        path="config.teams",
        ask=Ask(url=f"{GRAPH}/teams?$select=displayName&$top=100", headers=BEARER),
        rows="value[]",
        value="displayName",
        label="displayName",
        pages=NextUrl("@odata.nextLink"),
    ),
)
