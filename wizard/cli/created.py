"""A connector that exists, as people and as programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from wizard.clean import clean
from wizard.cli import output
from wizard.cli.errors import CommandError
from wizard.exit_state import CreatedSource
from wizard.trouble import Trouble


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
    return output.table([(key, clean(str(value))) for key, value in as_json(source).items()])


@contextmanager
def told(sources: Iterable[CreatedSource]) -> Iterator[None]:
    """Around what prints ``sources``: on stderr they stand at least. Raises CommandError then."""
    try:
        yield
    except Trouble as problem:
        made = [as_text(source) for source in sources]
        if not made:
            raise
        output.say("\n\n".join(made))
        raise CommandError(
            f"standard output could not be written to. {problem.what} "
            "What stands above was created; sent once more, it would be created twice."
        ) from None
