"""What Salesforce answers: SOAP login() and the REST API (developer.salesforce.com)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_XML = {"Content-Type": "text/xml;charset=UTF-8"}
_SPACES = (
    'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_LOGIN = "POST /services/Soap/u/*"


def _soap(body: str, status: int = 200) -> VendorAnswer:
    text = f"<soapenv:Envelope {_SPACES}><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
    return VendorAnswer(_LOGIN, f'<?xml version="1.0" encoding="UTF-8"?>{text}', status, _XML)


def _logged_in(session: str) -> VendorAnswer:
    return _soap(
        '<loginResponse xmlns="urn:partner.soap.sforce.com"><result>'
        "<metadataServerUrl>https://acme.my.salesforce.com/services/Soap/m/59.0/00D</metadataServerUrl>"
        "<passwordExpired>false</passwordExpired><sandbox>false</sandbox>"
        "<serverUrl>https://acme.my.salesforce.com/services/Soap/u/59.0/00D000000000001</serverUrl>"
        f"<sessionId>{session}</sessionId><userId>005000000000001AAA</userId>"
        "<userInfo><organizationName>Acme</organizationName>"
        "<userFullName>Ada Lovelace</userFullName></userInfo></result></loginResponse>"
    )


def _fault(code: str, message: str) -> VendorAnswer:
    return _soap(
        f"<soapenv:Fault><faultcode>sf:{code}</faultcode><faultstring>{code}: {message}"
        '</faultstring><detail><sf:LoginFault xmlns:sf="urn:fault.partner.soap.sforce.com" '
        f'xsi:type="sf:LoginFault"><sf:exceptionCode>{code}</sf:exceptionCode>'
        f"<sf:exceptionMessage>{message}</sf:exceptionMessage></sf:LoginFault></detail>"
        "</soapenv:Fault>",
        500,
    )


def _object(name: str, label: str, **more: object) -> dict[str, object]:
    usual = {"customSetting": False, "deprecatedAndHidden": False, "associateParentEntity": None}
    return {"name": name, "label": label, "queryable": True, **usual, **more}


_MISSING = [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]

ANSWERS = (
    _logged_in("00D000000000001!AQcAQ"),
    VendorAnswer(
        "GET /services/oauth2/userinfo",
        {"user_id": "005", "name": "Ada Lovelace", "preferred_username": "ada@acme.example"},
    ),
    VendorAnswer("GET /services/data/v59.0/sobjects/Nowhere/describe", _MISSING, 404),
    VendorAnswer("GET /services/data/v59.0/sobjects/*/describe", _object("Account", "Account")),
    VendorAnswer(
        "GET /services/data/v59.0/sobjects",
        {
            "encoding": "UTF-8",
            "maxBatchSize": 200,
            "sobjects": [
                _object("Account", "Account"),
                _object("AccountHistory", "Account History", associateParentEntity="Account"),
                _object("ApexLog", "Apex Debug Log", queryable=False),
                _object("Grant_Request__c", "Grant Request"),
            ],
        },
    ),
)
WRONG = (
    _fault("INVALID_LOGIN", "Invalid username, password, security token; or user locked out."),
    VendorAnswer("GET /services/oauth2/userinfo", "Bad_OAuth_Token", 403),
)
EXPIRED = _fault(
    "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
    "The users password has expired, you must call SetPassword before attempting any other API "
    "operations",
)
NO_SCOPE = _fault("INSUFFICIENT_ACCESS", "insufficient access")
