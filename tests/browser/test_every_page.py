"""Every page in both languages, in the ways a reader may have it."""

import pytest
from playwright.sync_api import Browser

from .addresses import in_lang
from .visit import CHECKS, Findings, visit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["da", "en"])
def findings(request: pytest.FixtureRequest, chromium: Browser, site: str, addresses: list[str]) -> Findings:
    with chromium.new_context() as context:
        pages = [in_lang(path, request.param) for path in addresses]
        questions = [address for address in pages if address.startswith("/questions/")]
        # one template makes the question pages: axe sees all of them in Danish, every fifth in English
        spared = set(questions) - set(questions[::5]) if request.param == "en" else set()
        return visit(context, site, pages, spared)


@pytest.mark.parametrize("check", CHECKS)
def test_every_page(check: str, findings: Findings) -> None:
    assert findings.visited > 100
    assert not findings.lines[check], "\n".join(findings.lines[check])


def test_no_page_needs_a_script(findings: Findings, chromium: Browser, site: str) -> None:
    """Where a page has one, the same stands on the page without it, and each form can be sent."""
    with chromium.new_context() as scripts, chromium.new_context(java_script_enabled=False) as none:
        running, still = scripts.new_page(), none.new_page()
        for address in findings.scripted:
            running.goto(f"{site}{address}")
            still.goto(f"{site}{address}")
            assert still.inner_text("main") == running.inner_text("main"), address
            for form in still.locator("form").all():
                assert form.locator("button").count(), address
