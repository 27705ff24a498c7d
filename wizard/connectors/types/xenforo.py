"""XenForo.

Facts: onyx: backend/onyx/connectors/xenforo/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import Config, Example, NoCredential, Url, refusal
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, warned_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="xenforo",
    position=42,
    label="XenForo",
    category="Messaging & communities",
    summary="A public board or thread in a XenForo 2.2 forum.",
    evidence="inferred",
    aliases=("forum", "community", "threads"),
    refresh=1800,
    prune=2592000,
    needs=("The URL of a board or thread that anyone can read without signing in.",),
)


def _check_place(url: str) -> str:
    # The server looks for these words, and does nothing without one.
    if not any(word in url for word in ("boards/", "forums/", "threads/")):
        raise refusal("The URL must contain boards/, forums/ or threads/")
    return url


class Forum(Config):
    """Which board or thread to index."""

    base_url: Annotated[
        Url,
        AfterValidator(_check_place),
        Ui(
            label="Board or thread",
            help="Its URL. Contains boards/, forums/ or threads/.",
            warn=warned_by(
                refused_if(
                    r"(boards|forums|threads)/?$",
                    "This page lists all boards, and Clarm finds nothing in it. Enter the URL of "
                    "one board or thread",
                ),
                unreachable,
            ),
        ),
        Field(examples=["https://forum.example.org/forums/general.2/"]),
    ]


CONFIG = Forum
CREDENTIAL = NoCredential

MINIMAL = Example(
    config={"base_url": "https://forum.example.org/forums/general.2/"}, credentials={}
)
FULL = MINIMAL
