"""Every page in both languages, in the ways a reader may have it."""

import pytest
from playwright.sync_api import Browser

from ensartet.names import LANGS

from .addresses import in_lang
from .visit import visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", LANGS)
def test_every_page(lang: str, chromium: Browser, site: str, addresses: list[str]) -> None:
    """One test for all checks: a visit to every page is what takes the time."""
    pages = [in_lang(path, lang) for path in addresses]
    questions = [address for address in pages if address.startswith("/questions/")]
    # one template makes the question pages: axe sees all of them in Danish, every fifth in English
    spared = set(questions) - set(questions[::5]) if lang == "en" else set()
    with chromium.new_context() as context:
        findings = visit(context, site, pages, spared)
    assert findings.visited > 100
    wrong = [f"{check}: {line}" for check, lines in findings.lines.items() for line in lines]
    assert not wrong, "\n".join(wrong)
    _no_page_needs_a_script(chromium, site, findings.scripted)


def _no_page_needs_a_script(chromium: Browser, site: str, scripted: list[str]) -> None:
    """Where a page has one, the same stands on the page without it, and each form can be sent."""
    with chromium.new_context() as scripts, chromium.new_context(java_script_enabled=False) as none:
        running, still = scripts.new_page(), none.new_page()
        for address in scripted:
            running.goto(f"{site}{address}")
            still.goto(f"{site}{address}")
            assert still.inner_text("main") == running.inner_text("main"), address
            for form in still.locator("form").all():
                assert form.locator("button").count(), address
