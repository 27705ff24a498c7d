"""What Amazon S3 and STS answer (docs.aws.amazon.com)."""

from __future__ import annotations

from wizard.sandbox.vendors import _bucket
from wizard.sandbox.vendors._bucket import xml
from wizard.sandbox.vendors.answers import VendorAnswer

_STS = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"'
_CALLER = (
    f"<GetCallerIdentityResponse {_STS}><GetCallerIdentityResult>"
    "<Arn>arn:aws:iam::123456789012:user/Alice</Arn><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>"
    "<Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
)
_REFUSED = (
    f"<ErrorResponse {_STS}><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>"
    "<Message>The security token included in the request is invalid.</Message></Error>"
    "</ErrorResponse>"
)

ANSWERS = (
    xml("POST /", _CALLER, host="sts.*"),
    VendorAnswer("HEAD /nowhere", "", 404),
    xml("HEAD /*", "", 403, x_amz_bucket_region="eu-central-1"),
    *_bucket.ANSWERS,
)
WRONG = (xml("POST /", _REFUSED, 403, host="sts.*"), _bucket.UNKNOWN_KEY)
NO_SCOPE = _bucket.NO_SCOPE
