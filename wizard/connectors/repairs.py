"""Repair rules: detect common input mistakes in a field, and suggest the correct value.

A rule examines one text and returns None or a ``Repair``: why the text is wrong, and what would be
right. A field lists its rules next to its type, the most specific one first::

    zendesk_subdomain: Annotated[Text, repaired_by(subdomain_of("zendesk.com")), Ui(…)]
    channels: list[Annotated[ChannelName, repaired_by(one_each(), without(r"^#", "…"))]]
    sp_client_secret: Annotated[Token, Ui(warn=warned_by(refused_if(GUID, "…")))]

A suggestion has passed all rules and the field's own checks, so it is valid when accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from wizard.forms import Secret

__all__ = [
    "Repair",
    "Rule",
    "capitals",
    "named_by_api",
    "one_each",
    "quoted",
    "refusal",
    "refused_if",
    "refused_unless",
    "repaired_beside",
    "repaired_by",
    "repaired_by_switch",
    "small_letters",
    "straight_quotes",
    "text_in",
    "trimmed",
    "unreadable",
    "warned_by",
    "without",
    "without_invisible",
]

_MOST_ROUNDS: Final = 6
_INVISIBLE: Final = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_ENDS: Final = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")
_QUOTES: Final = {'"': '"', "'": "'", "`": "`", "“": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»"}


class Repair(NamedTuple):
    """Why a text is wrong, and the correction: one text, several, or None if unknown.

    reason: shown as it is, so it must not contain the text.
    sure: nothing else can be meant, so the correction may be made without asking.
    """

    reason: str
    fix: str | list[str] | None = None
    sure: bool = False


Rule = Callable[[str], Repair | None]


def refusal(message: str, **context: Any) -> PydanticCustomError:
    """Return an error for a check to raise.

    message: shown as it is, so it must not contain the value.
    fix: the correct value to offer, as a ``Secret`` if it is one.
    sure: nothing else can be meant, so the offer may be taken without asking.
    """
    return PydanticCustomError("refused", message, context)


def text_in(value: Any) -> str | None:
    """Return the text that a value is or hides; None if it is not text."""
    if isinstance(value, Secret):
        return value.get_secret_value()
    return value if isinstance(value, str) else None


def trimmed(text: str) -> str:
    """Remove blanks and invisible characters around ``text``, which come from copying."""
    return _ENDS.sub("", text)


def without_invisible(text: str) -> str:
    """Remove every invisible, zero-width character from ``text``."""
    return re.sub(f"[\u00ad{_INVISIBLE}]", "", text)


# --- Rules put to use --------------------------------------------------------------------------


def repaired_by(*rules: Rule) -> WrapValidator:
    """Reject what a rule objects to, and offer a correction.

    The rules run before the checks of the type next to them, whose own suggestions are passed
    through the rules as well.
    """

    def check(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        text = text_in(value)
        if text is None or not trimmed(text):
            return handler(value)
        found, result = _found(rules, trimmed(text)), None
        if found is None:
            failed = None
            try:
                result = handler(value)
            except ValidationError as error:
                found = _offer_of(error)
                failed = error if found is None else None
            if failed is not None:
                raise failed
        if found is None:
            return result
        fixes, sure = _settled(found, rules, handler)
        if not fixes:
            raise refusal(found.reason)
        raise refusal(found.reason, fix=fixes if len(fixes) > 1 else fixes[0], sure=sure)

    return WrapValidator(check)


def repaired_beside(name: str, rule: Callable[[str, Any], Repair | None]) -> WrapValidator:
    """Do what ``repaired_by`` does with a rule that also sees the value of the field ``name``.

    That field has to come before this one in its model; its value is None if it is invalid.
    """

    def check(value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        beside = (getattr(info, "data", None) or {}).get(name)
        inner: Any = repaired_by(lambda text: rule(text, beside)).func
        return inner(value, handler)

    return WrapValidator(check)


def repaired_by_switch(name: str, *, on: tuple[Rule, ...], off: tuple[Rule, ...]) -> WrapValidator:
    """Do what ``repaired_by`` does, with different rules while the switch ``name`` is on or off.

    The switch has to come before the field in its model.
    """
    return repaired_beside(name, lambda text, value: _found(on if value else off, text))


def warned_by(*rules: Rule | Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Return a non-blocking check for ``Ui(warn=…)``: the first objection of a rule to a line.

    Accepts other warnings too, such as ``prefix_warning(…)``.
    """

    def warn(typed: str) -> str | None:
        for line in typed.splitlines():
            for rule in rules:
                found = rule(trimmed(line))
                if found is not None:
                    return found.reason if isinstance(found, Repair) else found
        return None

    return warn


def _found(rules: tuple[Rule, ...], text: str) -> Repair | None:
    all_rules = (*rules, _unquoted)
    return next((found for rule in all_rules if (found := rule(text)) is not None), None)


def _unquoted(text: str) -> Repair | None:
    """Remove quotes around a text without quotes inside, which are never part of a value."""
    found = quoted("Remove the quotes around it")(text)
    fix = found.fix if found is not None else None
    return found if isinstance(fix, str) and not set(_QUOTES) & set(fix) else None


def _offer_of(error: ValidationError) -> Repair | None:
    """Return what the only error of a type's own check offers, if anything."""
    errors = error.errors(include_url=False, include_input=False)
    context = errors[0].get("ctx", {}) if len(errors) == 1 else {}
    text = text_in(context.get("fix"))
    sure = bool(context.get("sure"))
    return Repair(errors[0]["msg"], text, sure) if text is not None else None


def _settled(
    repair: Repair, rules: tuple[Rule, ...], accept: Callable[[str], Any]
) -> tuple[list[str | Secret], bool]:
    """Return the texts that ``repair`` leads to once no rule objects; empty if that fails.

    A text that ``accept`` turns into a secret becomes a ``Secret``. Also returns whether every
    repair on the way is sure.
    """
    left = [repair.fix] if isinstance(repair.fix, str) else list(repair.fix or ())
    settled: list[str | Secret] = []
    sure = repair.sure
    for _ in range(_MOST_ROUNDS * max(len(left), 1)):
        if not left:
            break
        text = left.pop(0)
        found = _found(rules, text)
        if found is None:
            try:
                is_secret = isinstance(accept(text), Secret)
                settled.append(Secret(text) if is_secret else text)
            except ValidationError as error:
                found = _offer_of(error) or Repair("")
        if found is not None and found.fix is None:
            return [], False
        if found is not None and found.fix is not None:
            left[:0] = [found.fix] if isinstance(found.fix, str) else found.fix
            sure = sure and found.sure
    return (settled, sure) if not left else ([], False)


# --- Rules: names and lists ----------------------------------------------------------------------


def without(pattern: str, reason: str, *, sure: bool = True) -> Rule:
    r"""``without(r"/token$", …)``: ``agent@x/token`` -> ``agent@x``; ``r"\.git$"``, ``r"^acme/"``.

    For what the server adds by itself, or what belongs in another field.
    """

    def find(text: str) -> Repair | None:
        if re.search(pattern, text, re.IGNORECASE) is None:
            return None
        return Repair(reason, trimmed(re.sub(pattern, "", text, flags=re.I)) or None, sure)

    return find


def quoted(reason: str) -> Rule:
    """``"abc"`` or ``“abc”`` -> ``abc``: quotes around a value from a CSV, a shell or prose."""

    def find(text: str) -> Repair | None:
        ends = _QUOTES.get(text[:1], "")
        if len(text) < 2 or text[-1] not in ends:
            return None
        return Repair(reason, trimmed(text[1:-1]) or None, sure=True)

    return find


def one_each(separators: str = ",;\n", reason: str = "Enter one per line") -> Rule:
    """``general, random`` -> ``general`` and ``random``: splits a list on one line into values."""

    def find(text: str) -> Repair | None:
        if not any(separator in text for separator in separators):
            return None
        parts = re.split(f"[{re.escape(separators)}]", text)
        return Repair(reason, [part.strip() for part in parts if part.strip()] or None)

    return find


def capitals(reason: str) -> Rule:
    """``eng`` -> ``ENG``."""
    return lambda text: Repair(reason, text.upper(), True) if text != text.upper() else None


def named_by_api(names: Mapping[str, str], reason: str) -> Rule:
    """``{"Accounts": "Account"}``: maps a displayed name to the API's name.

    Ignores the case of the displayed name.
    """
    folded = {shown.casefold(): name for shown, name in names.items()}

    def find(text: str) -> Repair | None:
        name = folded.get(text.casefold())
        return Repair(reason, name) if name is not None and name != text else None

    return find


def refused_if(pattern: str, reason: str, fix: str | None = None, *, sure: bool = False) -> Rule:
    r"""Reject a text that contains ``pattern``, such as an ID in place of a name.

    Examples of ``pattern``: ``r"^C0\w{7,}$"``, or a blank in a key. ``fix``: a template for the
    correct value, such as ``r"https://x/folders/\g<0>"``.
    """

    def find(text: str) -> Repair | None:
        match = re.search(pattern, text)
        if match is None:
            return None
        return Repair(reason, match.expand(fix) if fix is not None else None, sure)

    return find


def refused_unless(pattern: str, reason: str) -> Rule:
    """Reject a text that ``pattern`` does not match in full, such as a name in place of an ID."""
    return lambda text: None if re.fullmatch(pattern, text) else Repair(reason)


def small_letters(reason: str) -> Rule:
    """``General`` -> ``general``."""
    return lambda text: Repair(reason, text.lower(), True) if text != text.lower() else None


def straight_quotes(reason: str) -> Rule:
    """``summary ~ “a b”`` -> ``summary ~ "a b"``."""
    straight = str.maketrans("“”„", '""' + '"')

    def find(text: str) -> Repair | None:
        fix = text.translate(straight)
        return Repair(reason, fix, sure=True) if fix != text else None

    return find


def unreadable(read: Callable[[str], Any], reason: str) -> Rule:
    """Reject texts for which ``read`` raises ValueError or ``re.error``, such as ``re.compile``."""

    def find(text: str) -> Repair | None:
        try:
            read(text)
        except (ValueError, re.error):
            return Repair(reason)
        return None

    return find
