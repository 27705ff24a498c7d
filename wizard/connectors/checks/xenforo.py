"""XenForo: whether there is a board or thread that anybody can read.

Facts: onyx, xenforo/connector.py. The mark of XenForo's pages is general knowledge, so that it is
missing only warns.
"""

from __future__ import annotations

from wizard.connectors.checks._website import ADDRESS, CLOSED, MOVED, PAGE, TITLE
from wizard.connectors.checks.declarations import Ask, Check, Evidence, Failure, Meaning

CHECK = Check(
    requests=(
        Ask(
            url="{config.base_url}",
            asks="for the page",
            public=True,
            headers=PAGE,
            found=r"""text (?i)<html[^<>]+(id="XF"|data-template=)""",
            empty=Failure(
                200,
                Meaning.SITE,
                "This doesn't look like a XenForo page.",
                path=ADDRESS,
                evidence=Evidence.GENERAL,
            ),
            account=(TITLE,),
            failures=(*CLOSED, MOVED),
        ),
    ),
)
