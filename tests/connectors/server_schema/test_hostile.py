"""Documents that nobody means well with: a sentence, in bounded time, and nothing changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.openapi import acme_document, body, document, read, refs
from wizard.connectors import catalog, load, load_cataloged, use_server
from wizard.connectors.json_schema import schema as json_schema
from wizard.connectors.server_schema.schema import ServerSchema
from wizard.connectors.server_schema.server_types import ServerTypes
from wizard.flow import FORM_STEPS, WizardFlow
from wizard.forms import SchemaError

EVIL = "\x1b]0;owned\x07\x1b[31m[bold]$(reboot)[/]\u202e<b>&#27;[2J</b>"

CONTROLS = set("\x1b\x07\u202e")

CYCLE = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}


def deep(levels: int) -> dict[str, Any]:
    node: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        node = {"type": "object", "properties": {"below": node}}
    return node


@pytest.mark.parametrize(
    "value",
    [
        document(body(["slack"], *refs("A")), CYCLE),
        document(body(["slack"], refs("Acme")[0]), {"Acme": {"allOf": refs("Acme")}}),
        document({"$ref": "#/components/schemas/A"}, {"A": {"oneOf": refs("A", "A")}}),
        document(body(["slack"], {"oneOf": refs("Many")}), {"Many": {"anyOf": refs("Many")}}),
        document(body([f"type_{number}" for number in range(1001)])),
        document(body(["slack"], {"anyOf": [{"type": "object"} for _ in range(10_000)]})),
        document(body(["slack"], deep(200))),
        document(body(["slack"], {"$ref": "#/components/schemas/No"})),
        document(body(["slack"], {"$ref": ["x"]})),
        document(body(["slack"], {"oneOf": [1, "x", None]})),
        document(body([EVIL])),
        document({"$ref": "#/components/schemas/B0"},
                 {f"B{n}": {"$ref": f"#/components/schemas/B{n + 1}"} for n in range(5000)}),
        document(body(["slack"], {"oneOf": [{"type": "object"}],
                                  "discriminator": {"mapping": {"slack": "#/No"}}})),
    ],
    ids=range(13),
)  # fmt: skip
def test_what_has_no_end_or_leads_nowhere_is_refused_with_a_sentence(value: Any) -> None:
    with pytest.raises(SchemaError) as caught:
        read(value)
    assert str(caught.value).endswith((".", ").", ")"))
    assert not CONTROLS & set(str(caught.value))


def test_three_hundred_types_of_ten_fields_are_read() -> None:
    """A large document is not yet a hostile one."""
    names = [f"kind_{number}" for number in range(300)]
    schemas = {
        f"Kind{number}Config": {
            "type": "object",
            "properties": {f"field_{n}": {"type": "string"} for n in range(10)},
        }
        for number in range(300)
    }
    found = read(document(body(names, {"anyOf": refs(*schemas)}), schemas))
    assert all(item.parts["config"] is not None for item in found.types.values())


def test_a_type_whose_form_cannot_be_made_takes_keys_as_they_are() -> None:
    endless = {
        "type": "object",
        "properties": {"below": refs("AcmeConfig")[0]},
        "required": ["below"],
    }
    use_server(
        ServerTypes(read(document(body(["acme"], *refs("AcmeConfig")), {"AcmeConfig": endless})))
    )
    flow = WizardFlow()
    flow.choose("acme")
    flow.fill({"name": "x", "config": {"any": 1}})
    assert flow.request().config == {"any": 1}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(["SlackConfig", "AcmeConfig", "WebConnectorConfig", "X", "Y"])
TEXTS = st.sampled_from([EVIL, "", "Title", "a\nb", "\ud800", "x" * 300])
KEYS = st.sampled_from(["channels", "base_url", "type", "api_token", "class", "_x", EVIL, "$ref"])


def nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    references = st.builds(lambda name: {"$ref": f"#/components/schemas/{name}"}, NAMES)
    keywords = {
        "type": st.sampled_from(["string", "integer", "array", "object", "null", ["string"], "x"]),
        "title": TEXTS,
        "description": TEXTS | JSON,
        "properties": st.dictionaries(KEYS, inner | references, max_size=3),
        "required": st.lists(KEYS, max_size=2) | JSON,
        "items": inner,
        "enum": st.lists(JSON, max_size=3),
        "const": JSON,
        "default": JSON,
        "format": st.sampled_from(["uri", "password", "date", EVIL]),
        "writeOnly": st.booleans(),
        "nullable": st.booleans(),
        "additionalProperties": st.booleans() | inner,
        "minimum": st.integers() | JSON,
    }
    some = st.fixed_dictionaries({}, optional=keywords)
    several = st.lists(inner | references, max_size=3)
    unions = st.fixed_dictionaries({}, optional=dict.fromkeys(("oneOf", "anyOf", "allOf"), several))
    return some | unions | references | inner


SCHEMAS = st.recursive(st.just({"type": "string"}) | JSON, nodes, max_leaves=12)
TYPES = st.lists(st.sampled_from(["slack", "web", "acme", "x", "OUTLOOK"]), min_size=1, max_size=3)
DOCUMENTS = st.builds(
    lambda types, config, credentials, schemas: document(
        body(types, config, credentials), schemas
    ),
    TYPES, SCHEMAS, SCHEMAS, st.dictionaries(NAMES, SCHEMAS, max_size=4),
) | st.builds(document, SCHEMAS, st.dictionaries(NAMES, SCHEMAS, max_size=4)) | JSON  # fmt: skip


def outcome(value: Any) -> tuple[ServerSchema | None, str]:
    """What is kept of a document, or the sentence about why nothing is."""
    try:
        return read(value), ""
    except SchemaError as problem:
        return None, str(problem)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(DOCUMENTS)
def test_any_document_is_read_or_refused_and_its_types_can_be_used(value: Any) -> None:
    own = catalog.cataloged()
    slack = load_cataloged("slack").config
    found, problem = outcome(value)
    if found is None:
        assert problem
        assert not CONTROLS & set(problem)
        assert catalog.values() == list(own)
        return
    again = ServerSchema.from_json(json.loads(json.dumps(found.as_json())))
    use_server(ServerTypes(again))
    try:
        for name in again.types:
            about = catalog.about(name)
            assert "\x1b" not in " ".join((about.label, *about.notes, about.evidence_words))
            flow = WizardFlow()
            flow.choose(name)
            for step in FORM_STEPS:
                tuple(flow.forms[step].places())
                flow.forms[step].read()
            json_schema(load(name))
        assert catalog.cataloged() == own
    finally:
        use_server(None)
    assert load("slack").config is load_cataloged("slack").config
    assert load_cataloged("slack").config.model_fields.keys() == slack.model_fields.keys()
    assert catalog.values() == list(own)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_kept_file_that_is_changed_anywhere_is_used_or_refused(data: st.DataObject) -> None:
    kept = read(acme_document()).as_json()
    place: Any = kept
    while isinstance(place, dict | list) and place:
        keys = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        below = place[key]
        if not isinstance(below, dict | list) or not below or data.draw(st.booleans()):
            place[key] = data.draw(JSON)
            break
        place = below
    try:
        found = ServerSchema.from_json(kept)
    except ValueError:
        return
    use_server(ServerTypes(found))
    try:
        for name in catalog.values()[-3:]:
            catalog.about(name)
            WizardFlow().choose(name)
    finally:
        use_server(None)
