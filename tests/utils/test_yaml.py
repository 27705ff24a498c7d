"""YAML as plain JSON values, within bounds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.utils.errors import FileError
from wizard.utils.yaml import MAX_CHARS, parse_yaml

yaml = pytest.importorskip("yaml")

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc01"), inner),
    max_leaves=20,
)


@pytest.mark.slow
@given(VALUES)
def test_values_come_back_as_they_were(value: Any) -> None:
    assert parse_yaml(yaml.safe_dump(value, allow_unicode=True)) == value


def test_json_is_yaml_and_keys_and_dates_are_texts() -> None:
    assert parse_yaml(json.dumps({"a": [1, {"b": None}]})) == {"a": [1, {"b": None}]}
    found = parse_yaml("200: ok\ntrue: yes\nday: 2024-11-29\nsame: &s [1]\nagain: *s")
    assert found == {
        "200": "ok", "true": True, "day": "2024-11-29", "same": [1], "again": [1]
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: .inf",
        "a: !!python/name:os.system",
        "? [1]\n: 2",
        "&a [*a]",
        "[" * 10_000,
        "- " * 10_000,
        "a: &a [1, 1]\n" + "".join(f"a{n}: &a [*a, *a]\n" for n in range(30)),
        "a: " + "x" * MAX_CHARS,
        "a\x00b",
    ],
    ids=range(10),
)
def test_what_is_endless_or_no_json_gets_a_sentence(text: str) -> None:
    with pytest.raises(FileError) as caught:
        parse_yaml(text, where="file.yaml")
    assert str(caught.value).startswith("file.yaml")
    assert len(str(caught.value)) < 200
