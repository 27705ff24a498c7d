"""What api.hubapi.com answers (HubSpot's OpenAPI descriptions and error bodies)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_ACCOUNT = {
    "portalId": 62515,
    "accountType": "STANDARD",
    "timeZone": "US/Eastern",
    "uiDomain": "app.hubspot.com",
    "dataHostingLocation": "na1",
}
_TOKEN = {
    "userId": 123,
    "hubId": 62515,
    "appId": 456,
    "scopes": [
        "crm.objects.companies.read",
        "crm.objects.contacts.read",
        "crm.objects.deals.read",
        "tickets",
    ],
}

ANSWERS = (
    VendorAnswer("GET /account-info/v3/details", _ACCOUNT),
    VendorAnswer("GET /integrations/v1/me", {"portalId": 62515, "timeZone": "US/Eastern"}),
    VendorAnswer("GET /crm/v3/objects/*", {"results": [{"id": "1", "properties": {}}]}),
    VendorAnswer("POST /oauth/v2/private-apps/get/access-token-info", _TOKEN),
)
WRONG = VendorAnswer(
    "*",
    {
        "status": "error",
        "message": "Authentication credentials not found. This API supports OAuth 2.0 "
        "authentication.",
        "category": "INVALID_AUTHENTICATION",
    },
    401,
)
EXPIRED = VendorAnswer(
    "*",
    {
        "status": "error",
        "message": "The OAuth token used to make this call expired 75 second(s) ago.",
        "category": "EXPIRED_AUTHENTICATION",
        "context": {"expire time": ["2022-06-21T10:37:52.040Z"]},
    },
    401,
)
NO_SCOPE = VendorAnswer(
    "GET /crm/v3/objects/*",
    {
        "status": "error",
        "message": "This app hasn't been granted all required scopes to make this call.",
        "category": "MISSING_SCOPES",
        "errors": [
            {
                "message": "One or more of the following scopes are required.",
                "context": {"requiredGranularScopes": ["tickets"]},
            }
        ],
    },
    403,
)
