"""Slack channels.

Facts: the token is documented by Clarm; the config fields come from onyx:
backend/onyx/connectors/slack/connector.py (June 2025, the newer ones 2026).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from wizard.connectors.about import About
from wizard.connectors.kit import (
    NEWER,
    ChannelName,
    Config,
    Credential,
    Example,
    OnlyWhenChanged,
    Token,
    prefix_warning,
)
from wizard.forms import Ui, When, fields_error

ABOUT = About(
    type="slack",
    position=2,
    label="Slack",
    category="Messaging & communities",
    summary="Messages and threads of the channels that a Slack bot can read.",
    evidence="documented",
    evidence_words="Only the token is documented by Clarm.",
    aliases=("chat", "messages"),
    refresh=1800,
    prune=2592000,
    docs_url="https://api.slack.com/apps",
    needs=(
        "A Slack app that is installed to your workspace, and its bot user OAuth token (xoxb-…).",
        "Bot scopes: channels:history, channels:read, channels:join, groups:history, groups:read, "
        "im:history, users:read, users:read.email, usergroups:read.",
        "For private channels: invite the bot to each of them.",
    ),
)


class SlackConfig(Config):
    """Which channels to index."""

    channels: Annotated[
        list[ChannelName],
        Ui(
            label="Channels",
            help="Names without the #. Empty means every channel that the bot can see.",
            advanced=True,
        ),
        Field(examples=[["support", "engineering"]]),
    ] = Field(default_factory=list)
    channel_regex_enabled: Annotated[
        bool,
        Ui(
            label="Channel names are patterns",
            help="Each entry is a regular expression that has to match a whole channel name.",
            advanced=True,
            visible_when=When("channels", filled=True),
        ),
    ] = False
    exclude_channels: Annotated[
        list[ChannelName],
        Ui(label="Channels to skip", help="Taken out of what the list above lets in."),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    exclude_channel_regex_enabled: Annotated[
        bool,
        Ui(
            label="Skipped names are patterns",
            help="Read the skipped names as regular expressions too.",
            visible_when=When("exclude_channels", filled=True),
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = False
    include_bot_messages: Annotated[
        bool,
        Ui(label="Include bot messages", help="Index what apps and bots post as well."),
        NEWER,
        OnlyWhenChanged(),
    ] = False

    @model_validator(mode="after")
    def _names_are_lower_case(self) -> SlackConfig:
        # Slack's own names are, so anything else would match nothing, without a word.
        for field, are_patterns in (
            ("channels", self.channel_regex_enabled),
            ("exclude_channels", self.exclude_channel_regex_enabled),
        ):
            names = getattr(self, field)
            if not are_patterns and any(name != name.lower() for name in names):
                raise fields_error("Write channel names in lower case, as Slack does", field)
        return self


class BotToken(Credential):
    """The token of a Slack app's bot."""

    slack_bot_token: Annotated[
        Token,
        Ui(
            label="Bot user OAuth token",
            help="The token of your app's bot, not the one of a user.",
            where="api.slack.com/apps → your app → OAuth & Permissions, once it is installed.",
            placeholder="xoxb-…",
            warn=prefix_warning("xoxb-"),
        ),
    ]


CONFIG = SlackConfig
CREDENTIAL = BotToken

MINIMAL = Example(config={}, credentials={"slack_bot_token": "xoxb-FAKE"})
FULL = Example(
    config={
        "channels": ["support", "eng-.*"],
        "channel_regex_enabled": True,
        "exclude_channels": ["random", ".*-noise"],
        "exclude_channel_regex_enabled": True,
        "include_bot_messages": True,
    },
    credentials={"slack_bot_token": "xoxb-FAKE"},
)
