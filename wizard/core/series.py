"""Several connectors with the values of one: what differs, and sending them one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, create_model

from wizard.connectors.suggested_name import MAX_SUBJECT_CHARS, free_name
from wizard.core.results import CreatedConnector
from wizard.core.submission import SourceFile
from wizard.core.submit_workflow import SubmitResult, SubmitWorkflow
from wizard.flow import CONFIG, NAME, Step, WizardFlow
from wizard.forms import UNSET, FieldError, Form, FormState, Loc, Scalar, TextList, Ui, text_of
from wizard.utils.ids import named_ids
from wizard.utils.text import sanitize

VALUES: Final[Loc] = ("values",)
MAX_ROWS: Final = 500
"""How many connectors one answer may ask for."""

_MAX_NAMED: Final = 5
"""How many names a sentence has."""

_DIFFERS: Final = Ui(label="What differs", order=0)
_LINES: Final = Ui(
    label="One per line",
    order=1,
    help="Each line becomes a connector. Everything else stays the same, including the credential.",
)


class Row(NamedTuple):
    """One of the connectors: its name, and the text of the field that differs."""

    name: str
    value: str


@dataclass(eq=False)
class Series:
    """Several connectors with the values of one.

    loc: the field that differs; ``NAME`` if only the name does. rows: those that come after the
    one that is in the flow. created: what was created of it so far.
    """

    loc: Loc
    rows: list[Row]
    created: list[CreatedConnector] = field(default_factory=list)

    def put_next(self, flow: WizardFlow) -> None:
        """Give the flow the values of the next row."""
        put(flow, self.loc, self.rows.pop(0))

    def as_json(self) -> dict[str, Any]:
        """Return what is still to come as plain JSON, for a draft."""
        return {"loc": list(self.loc), "rows": [list(row) for row in self.rows]}

    @classmethod
    def of_json(cls, values: Any) -> Self | None:
        """Return what ``as_json`` returned; None for anything else."""
        match values:
            case {"loc": [*loc], "rows": [*rows]} if all(isinstance(part, str) for part in loc):
                found = [Row(*map(str, row)) for row in rows if _is_row(row)]
                return cls(tuple(loc), found) if found else None
        return None

    def words(self, name: str) -> str:
        """Say what was created, what this one is, and what comes after it."""
        done = [f"“{made.name}” ({made.connector_id} / {made.credential_id})"
                for made in self.created]  # fmt: skip
        lines = [f"Created: {_listed(done)}." if done else ""]
        if self.rows:
            rest = _listed([f"“{row.name}”" for row in self.rows])
            lines.append(f"This is “{sanitize(name)}”. The same happens for {rest}.")
        return " ".join(filter(None, lines))

    @property
    def table(self) -> list[str]:
        """The IDs and names of everything created, in columns."""
        rows = [(str(made.connector_id), str(made.credential_id), made.name)
                for made in self.created]  # fmt: skip
        return [
            f"{connector:<11}{credential:<12}{sanitize(name)}"
            for connector, credential, name in [("CONNECTOR", "CREDENTIAL", "NAME"), *rows]
        ]

    @property
    def ids(self) -> str:
        """The IDs of everything created, a line for each, named as in the API."""
        return "\n".join(named_ids(made.connector_id, made.credential_id) for made in self.created)


def put(flow: WizardFlow, loc: Loc, row: Row) -> None:
    """Give a flow the name and the value of a row."""
    state = flow.forms[Step.CONFIGURE]
    if loc != NAME:
        state.set(loc, row.value)
    flow.rename(row.name)


async def submit_all(
    workflow: SubmitWorkflow,
    flow: WizardFlow,
    origin: SourceFile | None,
    series: Series | None,
    moved: Callable[[], Awaitable[None]],
) -> SubmitResult:
    """Submit a complete flow, then the same for each row of a series until one is not created.

    Where the user stopped one that was created all the same, nothing more is sent. moved: called
    when the flow has the values of the next row. Raises as ``SubmitWorkflow.submit``
    does.
    """
    result = await workflow.submit(flow, origin)
    while series is not None and result.created is not None:
        series.created.append(result.created)
        if not series.rows:
            break
        series.put_next(flow)
        await moved()
        if result.stopped:
            return SubmitResult(result.outcome)
        result = await workflow.submit(flow, agreed=True)
    return result


# What a person is asked


@dataclass(eq=False)
class Question:
    """A short form. check: finds what is wrong with its value beyond what the form itself does."""

    title: str
    words: str
    state: FormState[Any]
    check: Callable[[Any], Sequence[FieldError]]

    def validate(self) -> bool:
        """Return whether the answers are right; the state has the errors otherwise."""
        value = self.state.validate().value
        if value is not None:
            self.state.add_errors(self.check(value))
        return not self.state.errors


class SeriesQuestions:
    """Asks what differs between several connectors like ``flow``, and what each is called.

    flow: has the values that all have; it becomes the first of them. like: the name of the one
    before it; its own if empty.
    """

    def __init__(self, flow: WizardFlow, like: str = "") -> None:
        self.flow = flow
        self._before = like or flow.name
        self._fields = _fields(flow)
        labels = {key: label for key, (label, _) in self._fields.items()}
        keys: Any = tuple(labels)
        choice: Any = Annotated[Literal[keys], _DIFFERS.merged(Ui(labels=labels))]
        lines: Any = Annotated[list[str], Field(min_length=1, max_length=MAX_ROWS), _LINES]
        fields: dict[str, Any] = {
            "differs": (choice, _likely(flow, self._fields)),
            "values": (lines, ...),
        }
        model = create_model("Several", **fields)
        words = "The wizard creates a connector for each line, with the values from this one."
        state = FormState(Form.from_model(model))
        self.what = Question("Several like this", words, state, self._check_values)
        self._names: tuple[Any, Question] | None = None

    @property
    def names(self) -> Question | None:
        """The question for the names, once ``what`` is answered; None if they are the values."""
        loc, values = self._answer
        if loc == NAME:
            return None
        if self._names is None or self._names[0] != (loc, values):
            names = self._suggestions(loc, values)
            fields: dict[str, Any] = {
                f"name_{n}": (Annotated[str, Field(min_length=1), Ui(label=value)], name)
                for n, (value, name) in enumerate(zip(values, names, strict=True))
            }
            state = FormState(Form.from_model(create_model("Names", **fields)))
            words = "Each needs a different name. Change the names you don't want."
            question = Question("Their names", words, state, self._check_names)
            self._names = (loc, values), question
        return self._names[1]

    def series(self) -> Series:
        """Return the series, with its first row in the flow, once all questions are answered."""
        loc, values = self._answer
        rows = [Row(value, "") for value in values]
        if self.names is not None:
            names = _texts(self.names.state.read().value)
            rows = [Row(*each) for each in zip(names, values, strict=True)]
        series = Series(loc, rows)
        series.put_next(self.flow)
        return series

    @property
    def _answer(self) -> tuple[Loc, list[str]]:
        value: Any = self.what.state.read().value
        return self._fields[value.differs][1], [text.strip() for text in value.values]

    def _check_values(self, value: Any) -> list[FieldError]:
        loc = self._fields[value.differs][1]
        values = [text.strip() for text in value.values]
        return [
            FieldError(VALUES, f"{sanitize(text, MAX_SUBJECT_CHARS)}: {message}")
            for text, message in self._problems(loc, values, values)
        ]

    def _check_names(self, value: Any) -> list[FieldError]:
        names = _texts(value)
        keys = {name: key for key, name in reversed(list(zip(_keys(value), names, strict=True)))}
        problems = self._problems(NAME, names, names)
        return [FieldError((keys[name],), message) for name, message in problems]

    def _problems(
        self, loc: Loc, values: Iterable[str], all_values: Sequence[str]
    ) -> list[tuple[str, str]]:
        """Return each value that the field cannot take, or that stands there twice, and why."""
        probe, counts = self.flow.clone(), Counter(all_values)
        state = probe.forms[Step.CONFIGURE]
        found = []
        for value in dict.fromkeys(values):
            state.set(loc, value)
            errors = [
                error.message for error in state.read().errors if error.loc[: len(loc)] == loc
            ]
            if counts[value] > 1:
                errors.append("This appears twice.")
            if loc == NAME and self.flow.is_taken(value):
                errors.append("A connector has this name.")
            found += [(value, message) for message in errors[:1]]
        return found

    def _suggestions(self, loc: Loc, values: Sequence[str]) -> list[str]:
        """Return a name for each value, in the manner of the name of the one there is."""
        shared = text_of(self.flow.forms[Step.CONFIGURE].entered(loc)).strip()
        label = self.flow.connector.about.name if self.flow.connector else ""
        names: list[str] = []
        for value in values:
            subject = _subject(value)
            if shared and _subject(shared) in self._before:
                name = self._before.replace(_subject(shared), subject)
            else:
                name = f"{label}: {subject}"
            names.append(free_name(name, lambda each: each in names or self.flow.is_taken(each)))
        return names


def _fields(flow: WizardFlow) -> dict[str, tuple[str, Loc]]:
    """Return the label and location of each field that may differ, by a key for the choice."""
    found = {
        ".".join(map(str, place.loc[len(CONFIG) :])): (place.label, place.loc)
        for place in flow.forms[Step.CONFIGURE].places()
        if place.loc != NAME
        and isinstance(place.control, Scalar | TextList)
        and not place.control.may_hold_secret
    }
    return {**found, "name": ("Only the name", NAME)}


def _likely(flow: WizardFlow, fields: dict[str, tuple[str, Loc]]) -> str:
    """Return the key of the field that differs most likely: a list, else the first filled in."""
    state = flow.forms[Step.CONFIGURE]
    filled = [key for key, (_, loc) in fields.items() if state.entered(loc) is not UNSET]
    lists = [key for key in fields if isinstance(state.control(fields[key][1]), TextList)]
    return next((key for key in (*lists, *filled) if key in filled), next(iter(fields)))


def _keys(value: BaseModel) -> list[str]:
    return list(type(value).model_fields)


def _texts(value: Any) -> list[str]:
    return [getattr(value, key).strip() for key in _keys(value)]


def _subject(value: str) -> str:
    """Return what a name says of a value: of an address, its host and path."""
    text = value.strip()
    if "://" in text:
        parts = urlsplit(text)
        text = f"{parts.hostname or ''}{parts.path}".rstrip("/") or text
    return text[:MAX_SUBJECT_CHARS]


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row)


def _listed(words: Sequence[str]) -> str:
    more = len(words) - _MAX_NAMED
    shown = ", ".join(map(sanitize, words[:_MAX_NAMED]))
    return f"{shown} and {more} more" if more > 0 else shown
