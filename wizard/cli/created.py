"""A connector that exists, as people and as programs read it."""

from __future__ import annotations

from typing import Any

from wizard.clean import clean
from wizard.cli.output import table
from wizard.exit_state import CreatedSource


def as_json(source: CreatedSource) -> dict[str, Any]:
    """What scripts rely on."""
    return {
        "connector_id": source.connector_id,
        "credential_id": source.credential_id,
        "status": source.status,
        "message": source.message,
        "name": source.name,
        "type": source.type,
    }


def as_text(source: CreatedSource) -> str:
    """The same, a line each."""
    return table([(key, clean(str(value))) for key, value in as_json(source).items()])
