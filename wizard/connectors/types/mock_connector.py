"""A connector for tests of the server.

Facts: onyx: backend/onyx/connectors/mock_connector/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import part_of_address
from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import Config, Example, NoCredential, Text
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import repaired_by, warned_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="mock_connector",
    position=51,
    label="Mock connector",
    category="Other / internal",
    summary="Prepared documents from a mock server, for testing.",
    evidence="internal",
    aliases=("test", "fake"),
    refresh=None,
    prune=None,
    needs=("A mock server that Clarm can reach. Your machine doesn't work.",),
    notes=("It's meant for Clarm's own tests.",),
)


class MockServer(Config):
    """The server the documents come from."""

    mock_server_host: Annotated[
        Text,
        repaired_by(
            part_of_address(
                r"^(?:https?://)?([\w.-]+)",
                "Enter only the host. Clarm adds http:// and the port",
                of="[:/]",
            )
        ),
        Ui(label="Host", help="The mock server's host.", warn=warned_by(unreachable)),
    ]
    mock_server_port: Annotated[
        int, Ui(label="Port", help="From 1 to 65535."), Field(ge=1, le=65535, examples=[8001])
    ]


CONFIG = MockServer
CREDENTIAL = NoCredential

MINIMAL = Example(
    config={"mock_server_host": "mock.example.com", "mock_server_port": 8001}, credentials={}
)
FULL = MINIMAL
