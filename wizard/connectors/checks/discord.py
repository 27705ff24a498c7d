"""Discord: which application it is, whether its bot is on the servers, and if it gets texts.

Facts: discord/discord-api-docs: applications/@me (whose flags show the intent Message Content),
users/@me/guilds, guild channels, JSON error codes, rate limits.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Contains,
    Cursor,
    Failure,
    Meaning,
    Pick,
)

_API = "https://discord.com/api/v10"
_SERVERS = "config.server_ids"
_TOKEN = "credentials.discord_bot_token"  # noqa: S105  # a path

CHECK = Check(
    headers={"Authorization": f"Bot {{{_TOKEN}}}"},
    requests=(
        Ask(
            url=f"{_API}/applications/@me",
            asks="which application the token belongs to",
            found="id",
            account=("name",),
            warnings=(
                Failure(
                    200,
                    Meaning.SCOPE,
                    "The Message Content intent is off, so messages arrive without text. Turn it "
                    "on: discord.com/developers/applications → your application → Bot → "
                    "Privileged Gateway Intents.",
                    at="bits flags",
                    says=r"^(?!.*\b(18|19)\b)",
                    path=_TOKEN,
                ),
            ),
        ),
        Ask(
            url=f"{_API}/users/@me/guilds?limit=200",
            found="[0].id",
            empty=Failure(
                200,
                Meaning.MISSING,
                "The token works, but its bot isn't in any server. Invite it first: its "
                "application → OAuth2 → URL Generator.",
                path=_TOKEN,
            ),
            contains=(Contains("[].id", _SERVERS, "The bot isn't in server {item}."),),
        ),
        Ask(
            url=f"{_API}/guilds/{{each}}/channels",
            each=_SERVERS,
            found="[0].id",
            optional=True,
            failures=(
                Failure(
                    403,
                    Meaning.SCOPE,
                    "The bot is in the server but can't see its channels. Give it the View "
                    "Channels permission.",
                    at="code",
                    says="^(50001|50013)$",
                    path=_SERVERS,
                ),
                Failure(
                    404,
                    Meaning.MISSING,
                    "The server doesn't exist.",
                    at="code",
                    says="^10004$",
                    path=_SERVERS,
                ),
            ),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Discord doesn't recognize this token. Reset it on the application's Bot page and "
            "copy it from there.",
        ),
        Failure(
            403,
            Meaning.SCOPE,
            "The bot isn't allowed to do this.",
            at="code",
            says="^(50001|50013)$",
        ),
    ),
)

_GUILDS = Ask(url=f"{_API}/users/@me/guilds?limit=200")
PICKS = (
    Pick(
        path=_SERVERS,
        ask=_GUILDS,
        rows="[]",
        value="id",
        label="name",
        pages=Cursor("[199].id", "after"),  # a shorter page is the last one
    ),
    Pick(
        path="config.channel_names",
        ask=Ask(url=f"{_API}/guilds/{{parent}}/channels"),
        rows="[]",
        value="name",
        label="name",
        only={"type": (0, 5, 15)},  # texts, announcements and forums
        parents=_GUILDS,
        parent_rows="[]",
        parent_value="id",
    ),
)
