"""Takes pictures of the main pages for the documents: small PNGs in docs/images.

Needs chromium (ENSARTET_CHROMIUM names another than the one on the path).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
LARGEST = 150_000
WIDE, NARROW = (1200, 900), (360, 720)
DATES = "as_of=2026-05-10&known_at=2026-05-10"
PAGES: dict[str, tuple[str, tuple[int, int]]] = {
    "front": ("/", WIDE),
    "front-narrow": ("/", NARROW),
    "case": (f"/questions/case-overview.html?drug=daratumumab&disease=AL-amyloidose&{DATES}", WIDE),
    "question": (f"/questions/applications.html?drug=osimertinib&{DATES}#h-rows", WIDE),
    "matrix": (f"/questions/region-matrix.html?disease=AL-amyloidose&{DATES}", WIDE),
    "medicine": ("/id/drug/daratumumab", WIDE),
    "passage": ("/evidence/m2604-6-13552", WIDE),
    "sparql": ("/sparql", WIDE),
}


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of the bundled data on a free port, without a final slash."""
    command = [str(Path(sys.executable).with_name("ensartet")), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            ready = next(line for line in process.stdout if line.startswith("ready "))
            yield ready.split()[1].rstrip("/")
        finally:
            process.terminate()


def small(png: bytes) -> bytes:
    """The picture with as many colours, at most 64, as let it be small."""
    for colours in (64, 32, 16):
        picture = Image.open(BytesIO(png)).convert("RGB").quantize(colours, dither=Image.Dither.NONE)
        content = BytesIO()
        picture.save(content, "PNG", optimize=True)
        if content.tell() <= LARGEST:
            return content.getvalue()
    raise ValueError(f"the picture is larger than {LARGEST} bytes")


def main() -> None:
    """Write every picture."""
    chromium = os.environ.get("ENSARTET_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        sys.exit("no chromium is installed (apt-get install chromium)")
    IMAGES.mkdir(exist_ok=True)
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for name, (address, (width, height)) in PAGES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{site}{address}")
            content = small(page.screenshot())
            (IMAGES / f"{name}.png").write_bytes(content)
            print(f"docs/images/{name}.png {len(content) // 1000} kB")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
