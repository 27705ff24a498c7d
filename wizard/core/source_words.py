"""What is said of tests at the source: the question before, the result, and what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wizard.core.source_fields import field_at
from wizard.flow import WizardFlow

if TYPE_CHECKING:
    from wizard.checks import CheckResult, Plan
    from wizard.core.source_test import TestedCredential

PASSED: Final = "✓"
FAILED: Final = "×"
NEUTRAL: Final = "–"
STAND_IN: Final = "In the sandbox, a stand-in answers. Nothing leaves this machine."


def before_test(plan: Plan, *, sandbox: bool) -> str:
    """Return what a test does, to be read before the first one."""
    asked = f"This asks {listed(plan.hosts)} {plan.asks or 'whether this works'}."
    secret = any(path.startswith("credentials.") for path in plan.uses)
    there = "The credential goes only there, and n" if secret else "N"
    return _joined(asked, f"{there}othing changes.", plan.caution, STAND_IN if sandbox else "")


def before_list(hosts: Sequence[str], *, sandbox: bool) -> str:
    """Return what happens when a list is asked for, to be read before the first one."""
    asked = f"This asks {listed(hosts)} what you can choose from."
    there = "The credential goes only there, and nothing changes."
    return _joined(asked, there, STAND_IN if sandbox else "")


def result_line(result: CheckResult) -> str:
    """Return the result in a sentence, after a mark that says how it ended."""
    from wizard.checks import CheckOutcome

    match result.outcome:
        case CheckOutcome.PASSED:
            return f"{PASSED} {result.headline}"
        case CheckOutcome.FAILED:
            return f"{FAILED} {result.headline}"
        case CheckOutcome.CANNOT_TELL:
            return f"{NEUTRAL} Inconclusive: {result.headline}"
        case CheckOutcome.SKIPPED:
            return f"{NEUTRAL} Not tested: {result.headline}"


def stale_line(flow: WizardFlow, tested: TestedCredential) -> str:
    """Return which change made the result stale."""
    labels = [name_of(flow, path) for path in tested.changed]
    what = listed(labels[:2]) if labels[:2] else "something"
    return f"Tested before {what} changed"


def needed(flow: WizardFlow, paths: Sequence[str], what: str) -> str:
    """Return what has to be filled in first; ``what`` needs it, such as "The test"."""
    return f"{what} needs {listed([name_of(flow, path) for path in paths])} first."


def name_of(flow: WizardFlow, path: str) -> str:
    """Return the name of a field within a sentence: "the access token"."""
    field = field_at(flow, path)
    label = field.place.label if field is not None else path.rpartition(".")[2].replace("_", " ")
    first = label.partition(" ")[0]
    product = flow.connector.about.label.split() if flow.connector is not None else ()
    if first[1:] == first[1:].lower() and len(first) > 1 and first not in product:
        label = label[:1].lower() + label[1:]
    return f"the {label}"


def listed(words: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
