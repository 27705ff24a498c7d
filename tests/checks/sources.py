"""Runs checks against the sandbox's stand-ins of the sources."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.checks.credentials import marked, marked_address
from wizard import connectors
from wizard.api.vendor_client import VendorClient, VendorSandbox
from wizard.checks import CheckResult
from wizard.connectors.fields import Example
from wizard.core.services import SandboxServices
from wizard.core.source_test import SourceTest
from wizard.flow import WizardFlow
from wizard.sandbox import Sandbox

KEYLESS = {"web", "mediawiki", "wikipedia", "xenforo"}


class VendorServices(SandboxServices):
    """Services whose sources answer in the sandbox; it is shared by all tests of a module."""

    def __init__(self, sandbox: Sandbox, seconds: float = 20.0) -> None:
        super().__init__()
        self._shared = sandbox
        self._seconds = seconds

    def vendor(self, type_name: str) -> VendorClient:
        there = VendorSandbox(self._shared.url, self._shared.session)
        return VendorClient(type_name, sandbox=there, seconds=self._seconds)


_JIRA = {"jira_base_url": "https://your-domain.atlassian.net", "project_key": "PROJ"}
_WIKI = {"wiki_base": "https://your-domain.atlassian.net/wiki", "is_cloud": True}
_SCOPED = {"scoped_token": True}
_CLICKUP = {"connector_ids": ["901234567"], "retrieve_task_comments": True}
_OTHER_CONFIGS: dict[str, tuple[dict[str, Any], ...]] = {
    "clickup": tuple(_CLICKUP | {"connector_type": level} for level in ("space", "folder")),
    "jira": (_JIRA, _JIRA | _SCOPED),
    "confluence": (
        _WIKI | {"space": "KB"},
        _WIKI | {"space": "KB"} | _SCOPED,
        _WIKI | {"page_id": "98765"},
        _WIKI | {"page_id": "98765"} | _SCOPED,
    ),
}


def examples(type_name: str) -> list[Example]:
    """Return the type's examples, and some of what none of them shows."""
    own = list(connectors.load(type_name).examples)
    return own + [replace(own[0], config=c) for c in _OTHER_CONFIGS.get(type_name, ())]


def flow_of(
    type_name: str,
    mark: str = "",
    example: int = 0,
    *,
    config: Mapping[str, Any] | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> WizardFlow:
    """Return a flow with an example's values, whose credential begins with ``mark``.

    config, credentials: values to use instead of those of the example.
    """
    shown = examples(type_name)[example]
    secrets = {**marked(type_name, shown.credentials, mark), **(credentials or {})}
    settings = marked_address(shown.config, mark) if type_name in KEYLESS else shown.config
    flow = WizardFlow()
    flow.choose(type_name)
    settings = {**settings, **(config or {})}
    flow.fill({"name": "x", "config": settings, "credential": {"credentials": secrets}})
    return flow


def run(sandbox: Sandbox, flow: WizardFlow, seconds: float = 20.0) -> CheckResult:
    return asyncio.run(SourceTest(VendorServices(sandbox, seconds)).run(flow))
