"""The plan: the request files of a folder, and what became of each of their sources so far.

``read_plan`` reads the files, the drafts, the history and the record. It opens no connection.
"""

from __future__ import annotations

from wizard.plan.plan import Plan, PlannedSource
from wizard.plan.reader import read_plan
from wizard.plan.states import (
    Begun,
    Broken,
    Changed,
    Created,
    LookUp,
    Need,
    Needs,
    Ready,
    Sending,
    State,
)

__all__ = [
    "Begun",
    "Broken",
    "Changed",
    "Created",
    "LookUp",
    "Need",
    "Needs",
    "Plan",
    "PlannedSource",
    "Ready",
    "Sending",
    "State",
    "read_plan",
]
