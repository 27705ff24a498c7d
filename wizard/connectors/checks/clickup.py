"""ClickUp: who the token belongs to, and whether it is in the workspace.

Facts: developer.clickup.com: common errors (the code is in ECODE), rate limits, and the routes of
team, space, folder and list.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import Ask, Check, Contains, Failure, Meaning, Pick

_API = "https://api.clickup.com/api/v2"
_TOKEN = "credentials.clickup_api_token"  # noqa: S105  # a path
_TEAM = "credentials.clickup_team_id"
_IDS = "config.connector_ids"
_LEVEL = "config.connector_type"
_LEVELS = ("space", "folder", "list")
_SPACES = f"{_API}/team/{{{_TEAM}}}/space?archived=false"

CHECK = Check(
    headers={"Authorization": f"{{{_TOKEN}}}"},
    requests=(
        Ask(
            url=f"{_API}/user",
            asks="who the token belongs to",
            found="user.id",
            account=("user.username", "user.email"),
        ),
        Ask(
            url=f"{_API}/team",
            found="teams",
            contains=(
                Contains(
                    "teams[].id",
                    _TEAM,
                    "The token works, but its owner isn't in workspace {item}.",
                ),
            ),
        ),
        *(
            Ask(
                url=f"{_API}/{kind}/{{each}}",
                each=_IDS,
                when={_LEVEL: kind},
                found="id",
                failures=(
                    Failure(
                        (401, 403, 404),
                        Meaning.MISSING,
                        f"The token works but can't see one of these: the {kind} doesn't exist, or "
                        "the token's owner can't open it.",
                        path=_IDS,
                    ),
                ),
            )
            for kind in _LEVELS
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "ClickUp doesn't recognize this token. Copy it again: Settings → Apps → API token.",
            at="ECODE",
            says="^OAUTH_0(17|19|21|25|77)$",
        ),
        Failure(
            401,
            Meaning.SCOPE,
            "The token works but can't open this workspace.",
            at="ECODE",
            says="^OAUTH_0(2[367]|29|3\\d|4[0-5])$",
            path=_TEAM,
        ),
    ),
)

PICKS = (
    Pick(
        path=_TEAM,
        ask=Ask(url=f"{_API}/team"),
        rows="teams[]",
        value="id",
        label="name",
    ),
    Pick(
        path=_IDS,
        ask=Ask(url=_SPACES, when={_LEVEL: "space"}),
        rows="spaces[]",
        value="id",
        label="name",
    ),
    Pick(
        path=_IDS,
        ask=Ask(url=f"{_API}/space/{{parent}}/folder?archived=false", when={_LEVEL: "folder"}),
        rows="folders[]",
        value="id",
        label="{space.name} / {name}",
        parents=Ask(url=_SPACES),
        parent_rows="spaces[]",
        parent_value="id",
    ),
    # Lists that are in no folder have to be entered by hand.
    Pick(
        path=_IDS,
        ask=Ask(url=f"{_API}/space/{{parent}}/folder?archived=false", when={_LEVEL: "list"}),
        rows="folders[].lists[]",
        value="id",
        label="name",
        parents=Ask(url=_SPACES),
        parent_rows="spaces[]",
        parent_value="id",
    ),
)
