"""Whom to write to when something is wrong: a mail address from the settings, and the letter's first lines."""

import os
import re
from urllib.parse import quote

from ensartet.errors import BadSetting
from ensartet.names import Lang, Words

SETTING = "ENSARTET_CONTACT"
_ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_LONGEST_PAGE = 2000


def contact() -> str | None:
    """The mail address in `ENSARTET_CONTACT`, None where the setting is absent or blank.

    Raises:
        BadSetting: it is no mail address.
    """
    address = os.environ.get(SETTING, "").strip()
    if not address:
        return None
    if not _ADDRESS.fullmatch(address):
        raise BadSetting(
            Words(
                f"{SETTING} er »{address}«, som ikke er en mailadresse, fx medicin@example.dk.",
                f"{SETTING} is '{address}', which is no mail address, for example medicine@example.dk.",
            )
        )
    return address


def letter(address: str, page: str, edition: str, lang: Lang) -> str:
    """A mailto link whose body names the page and the edition (RFC 6068); the reader's own mail program sends it."""
    subject = Words("ensartet: noget er forkert", "ensartet: something is wrong").in_lang(lang)
    body = Words(
        f"Hvad er forkert, og hvordan ved man det? Skriv ikke oplysninger om patienter.\n\n\n"
        f"Side: {page[:_LONGEST_PAGE]}\nUdgave: {edition}\n",
        f"What is wrong, and how is it known? Write nothing on patients.\n\n\n"
        f"Page: {page[:_LONGEST_PAGE]}\nEdition: {edition}\n",
    ).in_lang(lang)
    lines = body.replace("\n", "\r\n")
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
