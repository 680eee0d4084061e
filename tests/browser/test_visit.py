"""That the checks of every page find what they are for: a page with each fault is served, and each is named."""

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser

from ..api.served import served
from .visit import CHECKS, visit

pytestmark = pytest.mark.browser

FAULTY = """<!doctype html><html lang="da"><head><title>x</title><style>
  a, input { outline: none !important } button { border: none } thead { display: block }
  .scroll { overflow: auto; width: 200px } .wide { width: 2000px; height: 3px } .pale { color: #bbb; background: #fff }
</style></head><body onload="console.error('said')"><main id="main"><h1>x</h1>
  <p class="pale">for lyst</p><a href="/" tabindex="4">y</a><button>z</button><input><img src="http://localhost:9/x.png">
  <div class="scroll"><table class="wide"><thead><tr><th>a</th></tr></thead></table></div><p class="wide">bred</p>
</main></body></html>"""


def test_each_check_finds_its_fault(chromium: Browser) -> None:
    app = FastAPI()
    app.get("/", response_class=HTMLResponse)(lambda: HTMLResponse(FAULTY, 500))
    with served(app) as site, chromium.new_context() as context:
        lines = visit(context, site, ["/"]).lines
    assert not [check for check in CHECKS if not lines[check]]
    for check, words in {
        "axe": ["color-contrast", "image-alt", "label"],
        "origin": ["localhost:9"],
        "console": ["said"],
        "policy": ["header ''", "BODY onload", "STYLE"],
        "reflow": ["2008 px", "without a name"],
        "focus": ["no outline", "tabindex 4", "no skip link"],
        "print": ["cut off", "header not repeated"],
    }.items():
        for word in words:
            assert word in "\n".join(lines[check])
