"""What the two spellings of Outlook share: which application it is, and whether it reads mail.

Facts: learn.microsoft.com, Microsoft Graph: list users, list mailFolders. A policy of Exchange may
keep an application from single mailboxes.
"""

from __future__ import annotations

from wizard.connectors.checks._microsoft import BEARER, GRAPH, denied, failures, hosts, sign_in
from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning, NextUrl, Pick

CHECK = Check(
    caution="The fields of this type are a guess. If the test passes, the application works, but "
    "the connector may not.",
    derive=hosts,
    requests=(
        sign_in("outlook"),
        Ask(
            url=f"{GRAPH}/users?$top=1&$select=id,displayName,mail",
            headers=BEARER,
            found="value",
            failures=(denied("outlook", "User.Read.All"),),
        ),
        Ask(
            url=f"{GRAPH}/users/{{each}}/mailFolders?$top=1",
            headers=BEARER,
            each="config.email_addresses",
            found="value",
            failures=(
                denied("outlook", "Mail.Read"),
                Failure(
                    404,
                    Meaning.MISSING,
                    "The application works, but one of these addresses has no mailbox.",
                    path="config.email_addresses",
                ),
            ),
        ),
    ),
    failures=failures("outlook", "credentials.outlook_client_secret"),
    needs={
        "Mail.Read|Mail.ReadWrite": "it can't read mail.",
        "User.Read.All|Directory.Read.All": "it can't list the mailboxes.",
    },
)

PICKS = (
    Pick(
        path="config.email_addresses",
        ask=Ask(url=f"{GRAPH}/users?$select=displayName,mail&$top=100", headers=BEARER),
        rows="value[]",
        value="mail",
        label="{displayName} ({mail})",
        pages=NextUrl("@odata.nextLink"),
    ),
)
