"""Discord.

Facts: onyx: backend/onyx/connectors/discord/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import (
    ChannelName,
    Config,
    Credential,
    Day,
    Digits,
    Example,
    Maybe,
    Token,
    refusal,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    one_each,
    refused_if,
    refused_unless,
    repaired_by,
    warned_by,
    without,
)
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="discord",
    position=44,
    label="Discord",
    category="Messaging & communities",
    summary="Messages in the channels a Discord bot can read.",
    evidence="inferred",
    aliases=("chat", "community", "guild"),
    refresh=1800,
    prune=2592000,
    docs_url="https://discord.com/developers/applications",
    needs=(
        "A Discord application with a bot that's been added to your server, and the bot's token.",
        "For the bot: View Channels, Read Message History and the Message Content intent.",
    ),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


def _check_server_id(value: str) -> str:
    if not 17 <= len(value) <= 20:
        raise refusal("Server IDs have 17 to 20 digits")
    return value


class Channels(Config):
    """Which messages to index."""

    # Text, because such a number is too big for JSON's to be exact.
    server_ids: Annotated[
        list[
            Annotated[
                Digits,
                AfterValidator(_check_server_id),
                repaired_by(
                    one_each(),
                    part_of_address(r"/channels/(\d+)", "Enter only the server ID"),
                    refused_unless(r"[\d\s]+", "Enter the server's ID, not its name"),
                ),
            ]
        ],
        Ui(
            label="Server IDs",
            help="Leave empty for every server the bot is in.",
            where="Discord → Settings → Advanced → Developer Mode, then Copy Server ID from the "
            "server's menu.",
            advanced=True,
        ),
        Field(examples=[["1234567890123456789"]]),
    ] = Field(default_factory=list)
    channel_names: Annotated[
        list[
            Annotated[
                ChannelName,
                repaired_by(
                    one_each(),
                    refused_if(
                        r"^(<#)?\d{17,20}>?$|://|^discord\.(com|gg)/",
                        "Enter the channel's name, not its ID or URL",
                    ),
                ),
            ]
        ],
        Ui(
            label="Channels",
            help="Exact names without the #. Leave empty for every channel.",
            advanced=True,
        ),
        Field(examples=[["general"]]),
    ] = Field(default_factory=list)
    start_date: Annotated[
        Maybe[Day],
        Ui(label="Start date", help="Skip messages sent before this day.", advanced=True),
        Field(examples=["2025-01-31"]),
    ] = None


class BotToken(Credential):
    """An application's bot token."""

    discord_bot_token: Annotated[
        Token,
        repaired_by(without(r"^bot\s+(?=\S)", "Remove “Bot” from the start")),
        Ui(
            label="Bot token",
            help="Three parts separated by dots.",
            where="discord.com/developers/applications → your application → Bot.",
            warn=warned_by(
                refused_unless(
                    r"[^.]+\.[^.]+\.[^.]+",
                    "Bot tokens have three parts separated by dots. Check that this is the right "
                    "one.",
                )
            ),
        ),
    ]


CONFIG = Channels
CREDENTIAL = BotToken

MINIMAL = Example(config={}, credentials={"discord_bot_token": "FAKE"})
FULL = Example(
    config={
        "server_ids": ["1234567890123456789"],
        "channel_names": ["general", "help"],
        "start_date": "2025-01-31",
    },
    credentials={"discord_bot_token": "FAKE"},
)
