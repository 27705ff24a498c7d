"""Freshdesk: which agent the key belongs to, and whether that agent sees tickets.

Facts: developers.freshdesk.com/api: agents/me, tickets, error codes; the same route of tickets is
what the server reads (onyx: freshdesk/connector.py).
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import NO_HOST, Ask, Check, Evidence, Failure, Meaning

_API = "https://{credentials.freshdesk_domain}.freshdesk.com/api/v2"
_DOMAIN = "credentials.freshdesk_domain"
_KEY = "credentials.freshdesk_api_key"
_NO_SUCH = "No Freshdesk has this name. Enter the first part of your Freshdesk URL."

CHECK = Check(
    basic=(f"{{{_KEY}}}", "X"),
    requests=(
        Ask(
            url=f"{_API}/agents/me",
            asks="which agent the key belongs to",
            found="id",
            account=("contact.name", "contact.email"),
            failures=(
                Failure(404, Meaning.SITE, _NO_SUCH, path=_DOMAIN, evidence=Evidence.GENERAL),
            ),
        ),
        Ask(url=f"{_API}/tickets?per_page=1"),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Freshdesk doesn't recognize this key. Copy it again: your profile picture → Profile "
            "settings → View API key.",
            path=_KEY,
        ),
        Failure(
            403,
            Meaning.PLAN,
            "This Freshdesk account is suspended, or its plan doesn't include this.",
            at="code",
            says="^(account_suspended|require_feature)$",
            path=_DOMAIN,
        ),
        Failure(
            403,
            Meaning.SCOPE,
            "The key works, but its agent can't see tickets. Use the key of an agent who can.",
            path=_KEY,
        ),
        Failure(NO_HOST, Meaning.SITE, _NO_SUCH, path=_DOMAIN),
    ),
)
