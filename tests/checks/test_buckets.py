"""Stores of objects, over real HTTP against moto's S3, IAM and STS, which verify signatures."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import boto3
import pytest
from moto import settings
from moto.server import ThreadedMotoServer

from tests.checks.sources import flow_of
from wizard.api.response import RawResponse
from wizard.api.vendor import NotReached, VendorRequest
from wizard.api.vendor_client import VendorClient, VendorSandbox
from wizard.checks import CheckOutcome
from wizard.core.services import SandboxServices
from wizard.core.source_fields import field_at
from wizard.core.source_test import SourceTest
from wizard.flow import WizardFlow
from wizard.forms import Secret

pytestmark = pytest.mark.slow

READING = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
}
FOLDERS = ("docs/a.txt", "images and films/b.txt", "a+b=c&d/c.txt", "Größe/d.txt")


class Key(NamedTuple):
    id: str
    secret: str


class Store(NamedTuple):
    """moto, and the keys of one who may list and one who may not."""

    url: str
    reader: Key
    stranger: Key


class MotoClient(VendorClient):
    """Sends all requests to moto; their Host stays, since the signature covers it."""

    def __init__(self, url: str) -> None:
        super().__init__("s3", sandbox=VendorSandbox(url, Secret("x")))
        self._url = url

    async def send(self, request: VendorRequest) -> RawResponse | NotReached:
        # moto knows nobody without a key: it answers them only while it verifies nothing.
        settings.INITIAL_NO_AUTH_ACTION_COUNT = 0 if "Authorization" in request.headers else inf
        return await super().send(request)

    def _routed(self, request: VendorRequest) -> tuple[str, dict[str, str]]:
        parts = urlsplit(request.url)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self._url}{parts.path}{query}", {**request.headers, "Host": parts.netloc}


class Services(SandboxServices):
    def __init__(self, store: Store) -> None:
        super().__init__()
        self._url = store.url

    def vendor(self, type_name: str) -> VendorClient:
        return MotoClient(self._url)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "INITIAL_NO_AUTH_ACTION_COUNT", inf)
    for module in ("moto.settings", "moto.s3.utils"):  # the bucket is in the path for all hosts
        patch.setattr(f"{module}.S3_IGNORE_SUBDOMAIN_BUCKETNAME", True)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    url = f"http://127.0.0.1:{port}"
    try:
        keys = _set_up(url)
        yield Store(url, *keys)
    finally:
        server.stop()
        patch.undo()


def _set_up(url: str) -> tuple[Key, Key]:
    def client(service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=url,
            region_name="eu-central-1",
            aws_access_key_id="x",
            aws_secret_access_key="x",
        )

    s3, iam = client("s3"), client("iam")
    s3.create_bucket(
        Bucket="my-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    for name in FOLDERS:
        s3.put_object(Bucket="my-bucket", Key=name, Body=b"x")
    keys = []
    for name in ("reader", "stranger"):
        iam.create_user(UserName=name)
        made = iam.create_access_key(UserName=name)["AccessKey"]
        keys.append(Key(made["AccessKeyId"], made["SecretAccessKey"]))
    iam.put_user_policy(UserName="reader", PolicyName="reading", PolicyDocument=json.dumps(READING))
    return keys[0], keys[1]


TYPES = {
    "s3": ("aws_access_key_id", "aws_secret_access_key"),
    "r2": ("r2_access_key_id", "r2_secret_access_key"),
    "google_cloud_storage": ("access_key_id", "secret_access_key"),
    "oci_storage": ("access_key_id", "secret_access_key"),
}


def flow_for(type_name: str, key: Key, **config: Any) -> WizardFlow:
    credentials = dict(zip(TYPES[type_name], key, strict=True))
    return flow_of(type_name, config=config, credentials=credentials)


def run(store: Store, flow: WizardFlow) -> Any:
    return asyncio.run(SourceTest(Services(store)).run(flow))


@pytest.mark.parametrize("type_name", TYPES)
def test_a_good_key_passes(store: Store, type_name: str) -> None:
    result = run(store, flow_for(type_name, store.reader, prefix="docs/"))
    assert result.outcome is CheckOutcome.PASSED, result
    expected = "arn:aws:iam::123456789012:user/reader" if type_name == "s3" else "my-bucket"
    assert result.account == expected


@pytest.mark.parametrize("type_name", TYPES)
def test_what_is_wrong_is_told_at_its_field(store: Store, type_name: str) -> None:
    key, secret = (f"credentials.{name}" for name in TYPES[type_name])
    good = store.reader
    for entered, config, path in (
        (Key("AKIAIOSFODNN7UNKNOWN", good.secret), {}, key),
        (Key(good.id, f"{good.secret[:-1]}_"), {}, secret),
        (good, {"bucket_name": "nowhere"}, "config.bucket_name"),
    ):
        result = run(store, flow_for(type_name, entered, **config))
        assert result.outcome is CheckOutcome.FAILED, (entered, result)
        assert result.findings[0].path == path, (entered, result)


def test_a_key_that_may_not_list_is_told_so(store: Store) -> None:
    result = run(store, flow_for("r2", store.stranger))
    assert result.outcome is CheckOutcome.FAILED
    assert "can't list this bucket" in result.findings[0].words


def test_an_access_point_is_not_taken_for_a_bucket(store: Store) -> None:
    name = "arn:aws:s3:eu-central-1:123456789012:accesspoint/mine"
    result = run(store, flow_for("s3", store.reader, bucket_name=name))
    assert result.outcome is CheckOutcome.SKIPPED
    assert "access point" in result.findings[0].words


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("config.bucket_name", {"my-bucket"}),
        ("config.prefix", {name.rpartition("/")[0] + "/" for name in FOLDERS}),
    ],
)
def test_buckets_and_folders_are_listed(store: Store, path: str, expected: set[str]) -> None:
    flow = flow_for("s3", store.reader)
    field = field_at(flow, path)
    assert field is not None
    test = SourceTest(Services(store))
    pick = test.pick(flow, field.step, field.place.loc)
    assert pick is not None

    async def listed() -> set[str]:
        return {choice.value async for page in test.choices(flow, pick) for choice in page}

    assert asyncio.run(listed()) == expected
