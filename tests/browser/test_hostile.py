"""Texts that attack the page that shows them: nothing runs, even in a browser told to forget the policy."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog

from api.app import create_app
from ensartet.editions import Edition
from ensartet.rooms import Rooms

from ..api.served import served
from .hostile import RAN, hostile

pytestmark = pytest.mark.browser

_WRONG = """() => [
  ...(window.ran ? ["a script ran"] : []),
  ...[...document.scripts].filter((script) => new URL(script.src || "data:,").origin !== location.origin)
    .map((script) => `script: ${script.outerHTML.slice(0, 80)}`),
  ...[...document.querySelectorAll("iframe, object, embed, body img, body svg, base, meta[http-equiv]")]
    .map((element) => element.tagName),
  ...[...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]
    .filter((attribute) => attribute.name.startsWith("on") || attribute.name === "autofocus"
      || (["href", "src", "action", "formaction"].includes(attribute.name)
        && !/^(https?:|[/#?])/.test(attribute.value)))
    .map((attribute) => `${element.tagName} ${attribute.name}=${attribute.value.slice(0, 60)}`))]"""


def test_nothing_in_the_data_runs(
    chromium: Browser, edition: Edition, rooms: Rooms, addresses: list[str], tmp_path: Path
) -> None:
    wrong, attacked, marked = [], 0, 0
    app = create_app(hostile(edition, tmp_path), rooms, allowance=None)
    with served(app) as site, chromium.new_context(bypass_csp=True) as context:
        page = context.new_page()

        def refuse(dialog: Dialog) -> None:
            wrong.append(f"{page.url}: dialog")
            dialog.dismiss()

        page.on("dialog", refuse)
        page.on("request", lambda request: None if request.url.startswith(site) else wrong.append(request.url))
        for address in addresses:
            response = page.goto(f"{site}{address}")
            assert response is not None
            if response.status >= 500:
                wrong.append(f"{address}: {response.status}")
            wrong += [f"{address}: {words}" for words in page.evaluate(_WRONG)]
            attacked += RAN in page.inner_text("main")
            marked += page.locator("mark").count()
    assert attacked > len(addresses) // 2, "the attacks stand on the pages as text"
    assert marked, "a passage of the hostile document is shown"
    assert not wrong, "\n".join(wrong)
