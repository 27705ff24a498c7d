"""Takes schemas out of a document, with all that they refer to, and marks their secrets."""

from __future__ import annotations

import re
from typing import Any, Final

from wizard.forms import SchemaError
from wizard.forms.json_schema.document import Document, Node, table

_MAX_NODES: Final = 100_000
_LEFT_OUT: Final = ("discriminator", "xml", "externalDocs", "order")
_VALUES: Final = ("default", "const", "enum", "example", "examples")
_TABLES: Final = ("properties", "patternProperties", "$defs", "definitions")

_SECRET_NAME: Final = re.compile(
    r"(?:^|_)(?:tokens?|secrets?|passwords?|passphrase|passwd|pat|jwt|cookie|signature)(?:$|_)"
    r"|(?:api|access|private|signing|encryption|client|service)_?keys?(?:$|_)"
)
_PUBLIC_NAME: Final = re.compile(
    r"(?:^|_)(?:url|uri|host|hostname|domain|subdomain|site|email|mail|user|username|login|name|"
    r"region|tenant|directory|account|workspace|organization|org|project|port|path|id|ids|scopes?|"
    r"version|type|method|namespace|bucket|instance|endpoint|server|cloud)$"
)
_PUBLIC_FORMATS: Final = frozenset(
    ("uri", "url", "email", "date", "time", "date-time", "uuid", "ipv4", "ipv6", "hostname")
)
_WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Bundle:
    """Schemas that need no other document: references lead to ``definitions``.

    secrets: whether every text may be one, unless it is clear that it is not, as for credentials;
    otherwise only those are marked whose names say so.
    """

    def __init__(self, document: Document, *, secrets: bool) -> None:
        self.definitions: dict[str, Node] = {}
        self._document = document
        self._secrets = secrets
        self._names: dict[int, str] = {}
        self._taken: set[str] = set()
        self._waiting: list[tuple[str, Node]] = []
        self._count = 0

    def add(self, node: Node) -> Node:
        """Return a copy of a schema whose references lead to ``definitions``.

        Raises SchemaError if all of it is too large.
        """
        copied = self._copy(node, "")
        while self._waiting:
            name, target = self._waiting.pop()
            self.definitions[name] = self._copy(target, "")
        return copied

    def _copy(self, node: Node, key: str) -> Node:
        self._count += 1
        if self._count > _MAX_NODES:
            raise SchemaError("It has too many parts.")
        if isinstance(node, list):
            return [self._copy(item, key) for item in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        found = {
            name: self._below(name, item, key)
            for name, item in node.items()
            if name not in _LEFT_OUT
        }
        if isinstance(reference, str):
            target = self._document.resolve(reference)
            if target is not None:
                found["$ref"] = f"#/$defs/{self._name_of(target, reference)}"
                if self._hides(self._document.flat(node), key):
                    found["writeOnly"] = True
        elif self._hides(node, key):
            found["writeOnly"] = True
        return found

    def _below(self, name: str, item: Any, key: str) -> Any:
        if name in _VALUES:
            return item
        if name in _TABLES:
            return {field: self._copy(node, field) for field, node in table(item).items()}
        return self._copy(item, key)

    def _hides(self, node: dict[str, Any], key: str) -> bool:
        """Return whether a text has to be masked that its schema does not call secret."""
        kinds = node.get("type")
        if "string" not in (kinds if isinstance(kinds, list) else [kinds]):
            return False
        if "enum" in node or "const" in node or node.get("format") in _PUBLIC_FORMATS:
            return False
        name = _WORD_START.sub("_", key).replace("-", "_").lower()
        if _SECRET_NAME.search(name):
            return True
        return self._secrets and not _PUBLIC_NAME.search(name)

    def _name_of(self, target: Node, reference: str) -> str:
        known = self._names.get(id(target))
        if known is None:
            known = re.sub(r"\W+", "_", reference.rsplit("/", 1)[-1])[:100] or "Schema"
            if known in self._taken:
                known = f"{known}_{len(self._taken)}"
            self._taken.add(known)
            self._names[id(target)] = known
            self._waiting.append((known, target))
        return known
