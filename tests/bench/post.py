"""A bare httpx script: posts request files, so many at once.

    python -m tests.bench.post AT_ONCE FILE…

Each on a connection of its own, as ``create`` does: on one that is kept, a request may leave just
as the server closes it, and nobody could tell what came of it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx

PATH = "/v1/sources/create"


async def work(client: httpx.AsyncClient, names: Iterator[str]) -> None:
    """Post one after the other."""
    for name in names:
        answer = await client.post(PATH, json=json.loads(Path(name).read_bytes()))
        answer.raise_for_status()


async def main() -> None:
    """Post them all."""
    at_once, *names = sys.argv[1:]
    waiting = iter(names)
    cookies = {"fastapiusersauth": os.environ["CLARM_SESSION"]}
    limits = httpx.Limits(max_keepalive_connections=0)
    url = os.environ["CLARM_API_URL"]
    async with httpx.AsyncClient(base_url=url, cookies=cookies, limits=limits) as client:
        await asyncio.gather(*(work(client, waiting) for _ in range(int(at_once))))


if __name__ == "__main__":
    asyncio.run(main())
