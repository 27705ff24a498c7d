"""Several values in one text, one a line."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from wizard.forms.controls.collections import join_lines, split_lines


@given(st.lists(st.text(), min_size=2))
def test_quoted_values_may_share_a_line(values: list[str]) -> None:
    line = ", ".join(json.dumps(value) for value in values)
    assert [item.text for item in split_lines(line)] == values
    assert {item.number for item in split_lines(line)} == {1}


@given(st.lists(st.text()))
def test_what_is_joined_comes_apart_again(values: list[str]) -> None:
    assert [item.text for item in split_lines(join_lines(values))] == values


def test_an_address_with_a_quote_in_it_is_one_value() -> None:
    assert [item.text for item in split_lines('a "b", "c"')] == ['a "b", "c"']
