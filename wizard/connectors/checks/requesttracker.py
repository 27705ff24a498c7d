"""Request Tracker: whether user name and password are taken, over REST 2 or, failing that, REST 1.

Facts: Request Tracker's source, lib/RT/REST2.pm, REST2/Middleware/Auth.pm and
lib/RT/Interface/Web.pm. REST 1, which the connector used, says 401 in the text of a 200.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning

_ROOT: Final = "{credentials.requesttracker_base_url}"
_USER: Final = "{credentials.requesttracker_username}"
_PASSWORD: Final = "{credentials.requesttracker_password}"  # noqa: S105
_UNKNOWN: Final = "Request Tracker doesn't accept this username and password."

CHECK = Check(
    requests=(
        Ask(
            url=f"{_ROOT}/REST/2.0/queues/all?per_page=1",
            asks="how many queues the account can see",
            basic=(_USER, _PASSWORD),
            statuses=(200, 404),  # older ones have REST 1 only
            found="text",
            keep={"queues": "total"},
            account=("sees {total} queues",),
            failures=(
                Failure(401, Meaning.WRONG, _UNKNOWN),
                Failure(
                    200,
                    Meaning.SCOPE,
                    "Request Tracker knows the account, but it can't see any queues and so no "
                    "tickets.",
                    at="total",
                    says="^0$",
                ),
            ),
        ),
        Ask(
            url=f"{_ROOT}/REST/1.0/",
            when={"kept.queues": None},
            method="POST",
            form={"user": _USER, "pass": _PASSWORD},
            found=r"text ^RT/\S+ (200)",
            account=(r"text ^(RT/\S+) 200",),
            failures=(
                Failure(200, Meaning.WRONG, _UNKNOWN, at="text", says=r"\ART/\S+ 401"),
                Failure(404, Meaning.SITE, "Can't find Request Tracker at this URL."),
            ),
        ),
    ),
)
