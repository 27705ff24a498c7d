"""Salesforce: who logs in, and whether the objects can be read.

Facts: developer.salesforce.com: SOAP login() and its exception codes, REST API. login() is only
there up to version 64.0, is off in organizations made since Winter '26, and ends with Summer '27;
the server logs in with it, too, over simple-salesforce, whose envelope and version these are.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning, Pick, bearer

_VERSION = "59.0"
_PASSWORD = "credentials.sf_password"  # noqa: S105  # a path
_TOKEN = "credentials.sf_access_token"  # noqa: S105  # a path
_OBJECTS = "config.requested_objects"
_BY_PASSWORD = {"credentials.method": "Login"}
_BY_OAUTH = {"credentials.method": "OAuth"}
_CODE = "xml exceptionCode"

_ENVELOPE = """<?xml version="1.0" encoding="utf-8"?>
<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>\
<login xmlns="urn:partner.soap.sforce.com"><username>{credentials.sf_username}</username>\
<password>{credentials.sf_password}{credentials.sf_security_token}</password></login>\
</env:Body></env:Envelope>"""

# Way to sign in, host, header.
_INSTANCES = (
    (_BY_PASSWORD, "https://{kept.server|host}", bearer("kept.session")),
    (_BY_OAUTH, "https://{credentials.sf_instance_url|host}", bearer(_TOKEN)),
)


def _login(host: str, *, is_sandbox: bool) -> Ask:
    return Ask(
        url=f"https://{host}.salesforce.com/services/Soap/u/{_VERSION}",
        asks="whether this user can log in",
        method="POST",
        headers={
            "Content-Type": "text/xml; charset=UTF-8",
            "Accept": "text/xml",
            "SOAPAction": "login",
        },
        text=_ENVELOPE,
        when={**_BY_PASSWORD, "credentials.is_sandbox": is_sandbox},
        found="xml sessionId",
        keep={"session": "xml sessionId", "server": "xml serverUrl"},
        account=("xml userInfo.userFullName", "xml userInfo.organizationName"),
        failures=_LOGIN_FAILURES,
    )


def _described() -> tuple[Ask, ...]:
    return tuple(
        Ask(
            url=f"{base}/services/data/v{_VERSION}/sobjects/{{each}}/describe",
            headers=headers,
            each=_OBJECTS,
            when=when,
            found="queryable",
            equals=True,
            empty=Failure(
                200,
                Meaning.SCOPE,
                "The login works, but this user can't query one of the objects.",
                path=_OBJECTS,
            ),
        )
        for when, base, headers in _INSTANCES
    )


_LOGIN_FAILURES = (
    Failure(
        500,
        Meaning.WRONG,
        "Salesforce rejected the login: the username, password or security token is wrong, the "
        "user is locked, or the Sandbox switch is wrong. Don't try often, or Salesforce locks "
        "the user.",
        at=_CODE,
        says="^INVALID_LOGIN$",
        path=_PASSWORD,
    ),
    Failure(
        500,
        Meaning.WRONG,
        "Salesforce requires the security token because it doesn't know this network address. "
        "Reset the token and enter the one you get by email.",
        at=_CODE,
        says="^LOGIN_MUST_USE_SECURITY_TOKEN$",
        path="credentials.sf_security_token",
    ),
    Failure(
        500,
        Meaning.EXPIRED,
        "The password has expired. Log in to Salesforce and set a new one.",
        at=_CODE,
        says="^(INVALID_OPERATION_WITH_EXPIRED_PASSWORD|PASSWORD_EXPIRED)$",
        path=_PASSWORD,
    ),
    Failure(
        500,
        Meaning.SCOPE,
        "This user can't log in to the API with a password. The user needs the “Use Any API Auth” "
        "permission, and the organization needs SOAP login turned on.",
        at=_CODE,
        says="^(INSUFFICIENT_ACCESS|API_CURRENTLY_DISABLED)$",
        path="credentials.sf_username",
    ),
    Failure(
        500,
        Meaning.PLAN,
        "This organization doesn't have API access.",
        at=_CODE,
        says="^(API_DISABLED_FOR_ORG|FUNCTIONALITY_NOT_ENABLED)$",
        path="credentials.sf_username",
    ),
    Failure(
        500,
        Meaning.REFUSED_HERE,
        "The organization restricts where and when this user can log in.",
        at=_CODE,
        says="^(RESTRICTED_NETWORK_ADDRESS|LOGIN_DURING_RESTRICTED_(DOMAIN|TIME))$",
    ),
    Failure(
        500,
        Meaning.RATE,
        "You reached Salesforce's login limit. The login may be fine.",
        at=_CODE,
        says="^(LOGIN_RATE_EXCEEDED|REQUEST_LIMIT_EXCEEDED)$",
    ),
    Failure(
        500,
        Meaning.DOWN,
        "Salesforce has retired this sign-in method.",
        at=_CODE,
        says="^UNSUPPORTED_API_VERSION$",
    ),
)

CHECK = Check(
    caution="This logs in once and shows in the user's login history. Repeated tries with a wrong "
    "password often lock the user.",
    trusted=("*.salesforce.com", "*.force.com"),
    requests=(
        _login("login", is_sandbox=False),
        _login("test", is_sandbox=True),
        Ask(
            url="https://{credentials.sf_instance_url|host}/services/oauth2/userinfo",
            asks="who the token belongs to",
            headers=bearer(_TOKEN),
            when=_BY_OAUTH,
            found="user_id",
            account=("name", "preferred_username"),
            failures=(
                Failure(
                    (401, 403),
                    Meaning.EXPIRED,
                    "Salesforce doesn't accept this token: it has expired, was revoked or belongs "
                    "to another organization.",
                    path=_TOKEN,
                ),
            ),
        ),
        *_described(),
    ),
    failures=(
        Failure(
            401,
            Meaning.EXPIRED,
            "Salesforce says this session is over. Test again.",
            at="[0].errorCode",
            says="^INVALID_SESSION_ID$",
        ),
        Failure(
            403,
            Meaning.RATE,
            "The organization reached its daily API limit. The login is fine.",
            at="[0].errorCode",
            says="^REQUEST_LIMIT_EXCEEDED$",
        ),
        Failure(
            403,
            Meaning.SCOPE,
            "The login works, but this user can't use the API. Add the “API Enabled” permission.",
            at="[0].errorCode",
            says="^API_DISABLED_FOR_ORG$|^INSUFFICIENT_ACCESS",
        ),
        Failure(
            404,
            Meaning.MISSING,
            "The login works, but one of the objects doesn't exist, or this user can't see it. "
            "Enter API names, such as Opportunity or Grant_Request__c.",
            at="[0].errorCode",
            says="^NOT_FOUND$",
            path=_OBJECTS,
        ),
    ),
)

# With OAuth there is no list yet: that way is only in newer versions.
PICKS = (
    Pick(
        path=_OBJECTS,
        ask=Ask(
            url=f"https://{{kept.server|host}}/services/data/v{_VERSION}/sobjects",
            headers=bearer("kept.session"),
            when=_BY_PASSWORD,
        ),
        rows="sobjects[]",
        value="name",
        label="{label} ({name})",
        only={
            "queryable": True,
            "customSetting": False,
            "deprecatedAndHidden": False,
            "associateParentEntity": None,  # histories, shares and feeds of other objects
        },
    ),
)
