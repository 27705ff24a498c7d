"""Which responses prove that the request was not acted upon."""

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
# Intermediaries that lost the application's answer say so in words like these.
_LOST_BETWEEN: Final = re.compile(
    r"upstream|gateway|backend|origin|before headers|\bproxy\b|time[d-]?[ -]?out"
    r"|\breset\b|disconnect|connect(ion)? (error|fail|terminat|refus|abort)",
    re.IGNORECASE,
)


def proves_refusal(answer: RawResponse) -> bool:
    """Return whether a response outside 200 to 299 proves that nothing was created.

    Anything less than certain leaves the outcome unknown: resending could create a duplicate.

    =====================  ======  ====================================================
    status                 proves  because
    =====================  ======  ====================================================
    100 to 199             no      none of them is an answer; 101 switches protocols
    300, 304 to 306        no      they say nothing about a POST
    301, 302, 303          no      they may follow an action, to show its result
    307, 308               yes     the same request is to be sent elsewhere (RFC 9110)
    400 to 407, 409 to     yes     something is wrong with the request or its sender,
    417, 421, 422, 426,            and the server does not carry it out (RFC 9110, 6585,
    428, 431, 451                  7725)
    408                    no      proxies also send it while the application is working
    425                    no      it concerns a copy that arrived early
    429                    yes     it was counted and turned away (RFC 6585)
    418 to 420, 423, 424,  no      WebDAV, undefined, or from a proxy that gave up on
    430, 432 to 450, 452           either side: 460 and 499 say that the client went
    to 499                         away
    500, 502, 504          no      it failed, or lost the answer, at an unknown moment
    503                    some    only with a complete body, a time in Retry-After, and
                                   no mention of a proxy that lost the answer
    501, 505 to 519,       no      many of them precede any action, but the same server
    531 to 599                     may use them afterwards
    520 to 530             no      a CDN lost the application, before or after
    600 and above          no      undefined
    =====================  ======  ====================================================
    """
    if answer.status == 503:
        whole = answer.flaw is None
        return whole and retry_after(answer) is not None and not _LOST_BETWEEN.search(answer.text)
    return answer.status in _REPEAT_ELSEWHERE or answer.status in _REFUSALS


def retry_after(answer: RawResponse) -> int | None:
    """Return the wait in seconds from either form of the header, between 0 and one day.

    Returns None if the header is missing or invalid.
    """
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:10]), _MAX_WAIT_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:  # -0000 is also UTC, at an unstated location
            moment = moment.replace(tzinfo=UTC)
        seconds = moment.timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0, round(seconds)), _MAX_WAIT_SECONDS)
