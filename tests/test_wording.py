"""What people read keeps to the words in CONTRIBUTING."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RULES = re.compile(r"^\| (?P<write>[^|]+) \| (?P<means>[^|]+) \| (?P<never>`[^|]*`) \|$", re.M)
PROSE = re.compile(r"[A-Za-z’'](?:[,.:;]? |[.]$)")
NOT_OURS = ("sandbox/vendors/", "sandbox/app.py", "sandbox/gate.py", "sandbox/state.py")
"""What services answer."""

NOT_FOR_PEOPLE = {"cannot tell", "go on", "Cannot overwrite a value", "Cannot declare"}
"""Values that stay as they are in JSON or in code, and what tomllib says."""


@cache
def never() -> dict[str, str]:
    """The words that are not used, each with the one to use."""
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return {
        word: rule["write"].strip()
        for rule in RULES.finditer(text)
        for word in re.findall(r"`([^`]+)`", rule["never"])
    }


def texts() -> Iterator[tuple[str, str]]:
    """Each text in the package that is a phrase, with its place; docstrings are for developers."""
    for path in sorted((ROOT / "wizard").rglob("*.py")):
        name = path.relative_to(ROOT / "wizard").as_posix()
        if name.startswith(NOT_OURS):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
        for node in constants:
            if id(node) not in docs and isinstance(node.value, str) and _is_for_people(node.value):
                yield f"wizard/{name}:{node.lineno}", node.value


def _is_for_people(text: str) -> bool:
    return PROSE.search(text) is not None and "\\" not in text and text not in NOT_FOR_PEOPLE


def found_in(text: str) -> list[tuple[str, str]]:
    """The words of a text that are not used, each with the one to use."""
    words = "|".join(map(re.escape, never()))
    found = re.findall(rf"(?<![\w-])(?:{words})(?![\w-])", text, re.IGNORECASE)
    return [(word.lower(), never()[word.lower()]) for word in found]


@pytest.mark.slow
def test_texts_use_the_words_of_the_glossary() -> None:
    wrong = [(place, found, text) for place, text in texts() if (found := found_in(text))]
    assert wrong == []


def answers() -> Iterator[tuple[str, str, str]]:
    """Each answer of a dialog: its place, its letter and its words."""
    for path in sorted((ROOT / "wizard" / "tui" / "screens").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "DialogChoice"):
                continue
            match node.args:
                case [ast.Constant(value=str(key)), ast.Constant(value=str(words)), *_]:
                    yield f"{path.name}:{node.lineno}", key, words


def test_the_letter_of_each_answer_is_one_of_its_words() -> None:
    found = list(answers())
    assert len(found) > 25
    assert [answer for answer in found if answer[1] not in answer[2].lower()] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", ".github/REFERENCE.md", ".github/SECURITY.md"])
def test_documents_use_the_words_of_the_glossary(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    assert found_in(" ".join(prose.split())) == []


def test_the_glossary_is_read() -> None:
    assert found_in("Switch on colours, so that it is blank.") == [
        ("switch on", "turn on, turn off"),
        ("colours", "color, center, license"),
        ("so that", "a new sentence"),
        ("is blank", "is empty"),
    ]
    assert found_in("Turn on colors. It stands for nothing.") == []
