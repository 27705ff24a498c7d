"""What a check found out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from wizard.connectors.checks.declarations import Meaning


class CheckOutcome(StrEnum):
    """How a check ended; only ``failed`` says that the connector would not work."""

    PASSED = "passed"
    FAILED = "failed"
    CANNOT_TELL = "cannot tell"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about the credential or the configuration.

    path: the field that it is about, ``config.KEY`` or ``credentials.KEY``; "" for none.
    warning: whether it only warns.
    """

    words: str
    path: str = ""
    meaning: Meaning | None = None
    warning: bool = False


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of a check; all texts are redacted and fit for a screen.

    account: whom the credential belongs to. scopes: what it may do, if the source tells.
    hosts: which hosts were asked. findings: what is wrong or worth knowing, gravest first.
    """

    outcome: CheckOutcome
    account: str = ""
    scopes: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    hosts: Sequence[str] = ()

    @property
    def headline(self) -> str:
        """One sentence: whom it is and what it can do, or the first finding."""
        if self.outcome is not CheckOutcome.PASSED:
            return self.findings[0].words if self.findings else ""
        who = self.account or "It works"
        return f"{who}, can: {', '.join(self.scopes)}" if self.scopes else who
