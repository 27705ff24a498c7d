"""A server that has changed since the catalog was written: one change of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import AnyUrl, BaseModel, ConfigDict, Field, SecretStr, create_model

from wizard.sandbox.validation import Connectors

ADDED_TYPE: Final = "acme_wiki"


class _Model(BaseModel):
    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)


class AcmeWikiConfig(_Model):
    """Which pages of the wiki to index."""

    site_url: Annotated[AnyUrl, Field(description="The URL of the wiki.")]
    spaces: Annotated[list[str], Field(description="Space keys. Leave empty for all.")] = []
    include_drafts: bool = False
    page_size: Annotated[int, Field(ge=1, le=500)] = 50


class AcmeWikiToken(_Model):
    """A token of the wiki's."""

    user_email: Annotated[str, Field(json_schema_extra={"format": "email"})]
    api_token: SecretStr


_Fields = Mapping[str, tuple[Any, Any] | None]

_CHANGED: Final[dict[str, tuple[_Fields, _Fields]]] = {
    "slack": ({"include_threads": (bool, True)}, {}),  # a field more
    "web": ({"scroll_before_scraping": None}, {}),  # a field fewer
    "bookstack": ({}, {"bookstack_base_url": None, "bookstack_url": (str, ...)}),  # a new name
    "discourse": ({"categories": (str, "")}, {}),  # another kind
    "notion": ({"root_page_id": (str, ...)}, {}),  # required now
}
"""By type, the fields of config and credentials that are otherwise; None: no longer there."""


class DriftedConnectors(Connectors):
    """The catalog with a type and some fields that it does not know, and without others."""

    def __init__(self) -> None:
        self._models: dict[str, tuple[Any, Any]] = {ADDED_TYPE: (AcmeWikiConfig, AcmeWikiToken)}

    def types(self) -> tuple[str, ...]:
        """Implements ``Catalogue.types``."""
        return (*super().types(), ADDED_TYPE)

    def models(self, type_name: str) -> tuple[Any, Any]:
        """Implements ``Catalogue.models``."""
        if type_name not in self._models:
            config, credential = super().models(type_name)
            more, other = _CHANGED.get(type_name, ({}, {}))
            self._models[type_name] = _changed(config, more), _changed(credential, other)
        return self._models[type_name]


def _changed(model: Any, fields: _Fields) -> Any:
    """Return a model without the fields named, and with those that are given instead."""
    if not fields:
        return model
    kept = {
        name: (info.annotation, info)
        for name, info in model.model_fields.items()
        if name not in fields
    }
    given = {name: field for name, field in fields.items() if field is not None}
    made: Any = create_model  # whose types do not know fields that come as a mapping
    return made(model.__name__, __base__=_Model, __doc__=model.__doc__, **kept, **given)
