"""One browser for these tests: Debian's chromium, which `.ci/run` installs, and the application on a real socket."""

import os
import shutil
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.app import create_app
from ensartet.editions import Edition
from ensartet.rooms import Rooms

from ..api.served import served
from .addresses import every_address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser; skips, by name, where there is none. With ENSARTET_CHROMIUM it must be there.

    Package scope: while playwright runs, its thread has an event loop, which the tests of other packages start too.
    """
    named = os.environ.get("ENSARTET_CHROMIUM")
    path = named or shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium is installed: the pages are not tested in a browser (apt-get install chromium)")
    expect.set_options(timeout=20_000)  # the processors are shared with the other tests
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def app(edition: Edition, rooms: Rooms) -> FastAPI:
    """The application without a budget for free queries: a crowd of pages comes from one address here."""
    return create_app(edition, rooms, allowance=None)


@pytest.fixture(scope="package")
def site(app: FastAPI, chromium: Browser) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="package")
def addresses(app: FastAPI, edition: Edition, rooms: Rooms, client: TestClient) -> list[str]:
    return every_address(app, edition, rooms, client)


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """An empty page of a reader of its own; addresses are relative to the site."""
    with chromium.new_context(base_url=site) as context:
        context.set_default_timeout(20_000)
        yield context.new_page()


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def reader(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """A page of a reader with scripts, and of one without."""
    with chromium.new_context(base_url=site, java_script_enabled=request.param) as context:
        context.set_default_timeout(20_000)
        yield context.new_page()
