"""The wizard itself, with GitHub's models replaced by made-up ones of any number of fields.

    python -m tests.bench.wide CONFIG CREDENTIAL HIDDEN [OPTION…]

CONFIG, CREDENTIAL: how many fields the forms of the second and third step show. HIDDEN: how many
more each has in closed groups. The options are the program's own; ``--type github`` is needed.
"""

from __future__ import annotations

import sys
from copy import copy
from dataclasses import replace
from functools import cache
from typing import Annotated, Any

from pydantic import create_model

from wizard import connectors
from wizard.__main__ import main
from wizard.connectors import Connector
from wizard.connectors.fields import Config, Credential
from wizard.forms import Ui

IN_A_GROUP = 50
"""More than a group has that is open from the start."""


def model(base: type[Any], shown: int, hidden: int) -> type[Any]:
    """Texts that may be empty; the hidden ones in groups that are closed."""
    fields: dict[str, Any] = {}
    for number in range(1, shown + hidden + 1):
        group = None if number <= shown else f"Group {(number - shown - 1) // IN_A_GROUP + 1}"
        ui = Ui(label=f"Field {number:03}", help=f"Help for {number:03}.", group=group)
        fields[f"field_{number:03}"] = (Annotated[str, ui], "")
    return create_model("Wide", __base__=base, **fields)


def widen(config: int, credential: int, hidden: int) -> None:
    """Load these models, whatever type is chosen; without notes that take room."""
    load = connectors.load

    @cache
    def wide(type: str) -> Connector:
        found = load(type)
        about = copy(found.about)
        about.needs, about.notes, about.docs_url = (), (), None
        return replace(
            found,
            about=about,
            config=model(Config, config, hidden),
            credential=model(Credential, credential, hidden),
            method_follows=None,
        )

    vars(connectors)["load"] = wide


if __name__ == "__main__":
    widen(*(int(word) for word in sys.argv[1:4]))
    del sys.argv[1:4]
    sys.exit(main())  # as the command is run, whose garbage collector is tuned
