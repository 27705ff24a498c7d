"""Slack: which bot the token is of, and whether it may list channels.

Facts: Slack's OpenAPI description (slackapi/slack-api-specs) for auth.test, conversations.list and
their errors; slack-ruby-client for the header with the scopes; onyx, slack/capability_checks.py,
for the scopes that the connector cannot do without.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Cursor,
    Evidence,
    Failure,
    Meaning,
    Pick,
    bearer,
)

_API = "https://slack.com/api"
_CHANNELS = f"{_API}/conversations.list?exclude_archived=true"
_AGAIN = "Add it under OAuth & Permissions and reinstall the app."


def _refusal(
    error: str, meaning: Meaning, words: str, evidence: Evidence = Evidence.DOCUMENTED
) -> Failure:
    return Failure(200, meaning, words, at="error", says=f"^({error})$", evidence=evidence)


CHECK = Check(
    headers=bearer("credentials.slack_bot_token"),
    requests=(
        Ask(
            url=f"{_API}/auth.test",
            asks="which bot the token belongs to",
            method="POST",
            found="bot_id",
            empty=Failure(
                200,
                Meaning.WRONG,
                "This is a user token. Use the app's bot token, which starts with xoxb-.",
                evidence=Evidence.GENERAL,
            ),
            account=("team", "user"),
            scopes="header x-oauth-scopes",
        ),
        Ask(
            url=f"{_CHANNELS}&types=public_channel&limit=1",
            found="ok",
            equals=True,
        ),
        Ask(
            url=f"{_CHANNELS}&types=private_channel&limit=1",
            found="ok",
            equals=True,
            failures=(
                _refusal(
                    "missing_scope",
                    Meaning.SCOPE,
                    "Without the scope {answer needed}, Clarm only reads public channels.",
                ),
            ),
            optional=True,
        ),
    ),
    failures=(
        _refusal(
            "invalid_auth|not_authed|not_allowed_token_type",
            Meaning.WRONG,
            "Slack doesn't recognize this token. Copy it again from OAuth & Permissions.",
        ),
        _refusal(
            "token_revoked",
            Meaning.REVOKED,
            "The token was revoked or the app was removed. Reinstall the app to get a new one.",
        ),
        _refusal(
            "token_expired",
            Meaning.EXPIRED,
            "The token has expired. The app rotates its tokens, and the connector can't follow. "
            "Create an app without token rotation.",
            Evidence.CLIENT,
        ),
        _refusal("account_inactive", Meaning.REVOKED, "The bot or its workspace was deactivated."),
        _refusal(
            "missing_scope",
            Meaning.SCOPE,
            f"The token is missing the scope {{answer needed}}. {_AGAIN}",
        ),
        Failure(200, Meaning.UNKNOWN, "Slack says: {answer error}.", at="error"),
    ),
    needs={
        "channels:history": "it can't read messages.",
        "channels:join": "it can't join the channels it reads.",
        "users:read": "it can't show who wrote a message.",
    },
)


def _channels(path: str) -> Pick:
    """Return the choice of channels for one of the two fields."""

    def listed(types: str, otherwise: Pick | None = None) -> Pick:
        return Pick(
            path=path,
            ask=Ask(url=f"{_CHANNELS}&types={types}&limit=200", found="ok", equals=True),
            rows="channels[]",
            value="name",
            label="name",
            hints={"is_private": "private", "is_member": "the bot is in it"},
            pages=Cursor("response_metadata.next_cursor", "cursor"),
            otherwise=otherwise,
        )

    return listed("public_channel,private_channel", otherwise=listed("public_channel"))


PICKS = (_channels("config.channels"), _channels("config.exclude_channels"))
