"""Slack channels.

Facts: the token is documented by Clarm; the config fields come from onyx:
backend/onyx/connectors/slack/connector.py (June 2025, the newer ones 2026).
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from wizard.connectors.fields import (
    NEWER,
    ChannelName,
    Config,
    Credential,
    Example,
    OnlyWhenChanged,
    Token,
    prefix_warning,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Rule,
    one_each,
    refused_if,
    repaired_by_switch,
    small_letters,
    unreadable,
    warned_by,
)
from wizard.forms import Ui, When, fields_error

ABOUT = ConnectorInfo(
    type="slack",
    position=2,
    label="Slack",
    category="Messaging & communities",
    summary="Messages and threads in the channels a Slack bot can read.",
    evidence="documented",
    evidence_words="Clarm documents only the token.",
    aliases=("chat", "messages"),
    refresh=1800,
    prune=2592000,
    docs_url="https://api.slack.com/apps",
    needs=(
        "A Slack app installed in your workspace, and its bot user OAuth token (xoxb-…).",
        "Bot scopes: channels:history, channels:read, channels:join, groups:history, groups:read, "
        "im:history, users:read, users:read.email, usergroups:read.",
        "To index private channels, invite the bot to each one.",
    ),
)


_SIGNS_OF_PATTERNS: Final = re.compile(r"[.*+?^$\\()\[\]{}|]")


def _in_names(rule: Rule) -> Rule:
    """``rule`` for names alone: for a pattern, the switch that says so is yet to be asked for."""
    return lambda text: None if _SIGNS_OF_PATTERNS.search(text) else rule(text)


_NAMES: Final[tuple[Rule, ...]] = (
    refused_if(r"^<#\w+\|([^>]+)>$", "Enter only the channel name", r"\1"),
    refused_if(
        r"^<#|://|^(?:[\w-]+\.)+slack\.com", "Enter the channel's name. This only contains its ID"
    ),
    refused_if(r"^[CGD][A-Z0-9]{7,}$", "This is a channel ID. Enter the channel's name"),
    _in_names(one_each()),
    _in_names(refused_if(r"\s", "Channel names don't contain spaces. Use dashes")),
    _in_names(small_letters("Slack channel names are lowercase")),
)
_PATTERNS: Final = (unreadable(re.compile, "This isn't a valid regular expression"),)


class SlackConfig(Config):
    """Which channels to index."""

    # The switches stand first here, because what is right for a name depends on them.
    channel_regex_enabled: Annotated[
        bool,
        Ui(
            label="Channel names are patterns",
            help="Each entry is a regular expression that must match the full channel name.",
            visible_when=When("channels", filled=True),
        ),
    ] = False
    channels: Annotated[
        list[
            Annotated[
                ChannelName, repaired_by_switch("channel_regex_enabled", on=_PATTERNS, off=_NAMES)
            ]
        ],
        Ui(
            label="Channels",
            help="Channel names without the #. Leave empty for every channel the bot can see.",
            order=-1,
        ),
        Field(examples=[["support", "engineering"]]),
    ] = Field(default_factory=list)
    exclude_channel_regex_enabled: Annotated[
        bool,
        Ui(
            label="Skipped names are patterns",
            help="Skipped channel names are regular expressions, too.",
            visible_when=When("exclude_channels", filled=True),
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = False
    exclude_channels: Annotated[
        list[
            Annotated[
                ChannelName,
                repaired_by_switch("exclude_channel_regex_enabled", on=_PATTERNS, off=_NAMES),
            ]
        ],
        Ui(
            label="Channels to skip",
            help="Leave out these channels from the list above.",
            order=-1,
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)
    include_bot_messages: Annotated[
        bool,
        Ui(label="Include bot messages", help="Also index messages from apps and bots."),
        NEWER,
        OnlyWhenChanged(),
    ] = False

    @model_validator(mode="after")
    def _patterns_are_named_so(self) -> Self:
        # Taken for names they would match nothing, without a word.
        for field, switch in (
            ("channels", "channel_regex_enabled"),
            ("exclude_channels", "exclude_channel_regex_enabled"),
        ):
            if not getattr(self, switch) and any(
                map(_SIGNS_OF_PATTERNS.search, getattr(self, field))
            ):
                raise fields_error(
                    "Channel names don't contain these characters. Turn this on if they're "
                    "patterns",
                    switch,
                )
        return self


class BotToken(Credential):
    """A Slack app's bot token."""

    slack_bot_token: Annotated[
        Token,
        Ui(
            label="Bot user OAuth token",
            help="Your app's bot token, not a user token.",
            where="api.slack.com/apps → your app → OAuth & Permissions, after you install it.",
            placeholder="xoxb-…",
            warn=warned_by(
                refused_if("^xoxp-", "This is a user token. Bot tokens start with xoxb-"),
                refused_if("^xapp-", "This is an app-level token. Bot tokens start with xoxb-"),
                prefix_warning("xoxb-"),
            ),
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
