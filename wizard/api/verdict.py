"""Which answers prove that the request was not acted upon."""

from __future__ import annotations

import re
import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from wizard.api.response import RawResponse

_MAX_WAIT_SECONDS: Final = 24 * 3600

_REPEAT_ELSEWHERE: Final = frozenset({307, 308})
_REFUSALS: Final = frozenset(
    {*range(400, 408), *range(409, 418), 421, 422, 426, 428, 429, 431, 451}
)
# What stands between and lost the application's answer says so in words like these.
_LOST_BETWEEN: Final = re.compile(
    r"upstream|gateway|backend|origin|before headers|\bproxy\b|time[d-]?[ -]?out"
    r"|\breset\b|disconnect|connect(ion)? (error|fail|terminat|refus|abort)",
    re.IGNORECASE,
)


def proves_refusal(answer: RawResponse) -> bool:
    """Whether an answer outside 200 to 299 is certain to mean that nothing was created.

    What is not certain leaves the outcome unknown: to send it again might create it twice.

    =====================  ======  ====================================================
    status                 proves  since
    =====================  ======  ====================================================
    100 to 199             no      none of them is an answer; 101 changes the protocol
    300, 304 to 306        no      they say nothing of a POST
    301, 302, 303          no      they may follow what was done, to show what it made
    307, 308               yes     the same request is to be sent elsewhere (RFC 9110)
    400 to 407, 409 to     yes     something is wrong with the request, or with who
    417, 421, 422, 426,            sends it; the server does not carry it out (RFC
    428, 431, 451                  9110, 6585, 7725)
    408                    no      proxies send it too while the application works
    425                    no      it is about a copy that came early
    429                    yes     it was counted and turned away (RFC 6585)
    418 to 420, 423, 424,  no      of WebDAV, of nobody, or of a proxy that gave up on
    430, 432 to 450, 452           one of both sides: 460 and 499 say that the client
    to 499                         went away
    500, 502, 504          no      it failed, or lost the answer, at whatever moment
    503                    some    only with a whole body, a time in Retry-After, and no
                                   word of a proxy that lost the answer
    501, 505 to 519,       no      many of them come before anything is done, but the
    531 to 599                     same server may use them after
    520 to 530             no      a CDN lost the application, before or after
    600 and above          no      nobody has defined them
    =====================  ======  ====================================================
    """
    if answer.status == 503:
        whole = answer.flaw is None
        return whole and retry_after(answer) is not None and not _LOST_BETWEEN.search(answer.text)
    return answer.status in _REPEAT_ELSEWHERE or answer.status in _REFUSALS


def retry_after(answer: RawResponse) -> int | None:
    """Seconds from now, of either form of the header, 0 to one day; None where it has none."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:10]), _MAX_WAIT_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:  # -0000 is UTC too, at a place that is not told
            moment = moment.replace(tzinfo=UTC)
        seconds = moment.timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0, round(seconds)), _MAX_WAIT_SECONDS)
