"""What is looked at on a page in the browser, and said in words where it is wrong."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page, Request

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
# A4 on its side less the margins of the style sheet, at 96 px an inch
PAPER = {"width": 1032, "height": 703}
CHECKS = ("status", "axe", "origin", "console", "policy", "reflow", "focus", "forced colours", "print")

_POLICY = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
"""
_INLINE = """() => [...window.refused, ...[...document.querySelectorAll("*")].flatMap((element) =>
  [...element.attributes].filter((a) => a.name === "style" || a.name.startsWith("on"))
    .map((a) => `${element.tagName} ${a.name}`)),
  ...[...document.querySelectorAll("script:not([src]), style")].map((element) => element.tagName)]"""
_REFLOW = """() => {
  const root = document.documentElement;
  const loose = [...document.querySelectorAll(".scroll")]
    .filter((box) => box.scrollWidth > box.clientWidth && !(box.tabIndex === 0 && box.getAttribute("role") === "region"
      && (box.ariaLabel || document.getElementById(box.getAttribute("aria-labelledby")))))
    .map((box) => `scrolls without a name or the focus: ${box.outerHTML.slice(0, 90)}`);
  if (root.scrollWidth <= root.clientWidth) return loose;
  const wide = [...document.querySelectorAll("body *")].filter((element) =>
    element.getBoundingClientRect().right > root.clientWidth + 0.5 && !element.closest(".scroll"));
  const widest = wide.slice(-3).map((element) => element.outerHTML.slice(0, 90));
  return [...loose, `${root.scrollWidth} px: ${widest.join(" | ")}`];
}"""
# `checkVisibility` is false inside closed details and where display is none
_FOCUS = """() => {
  const wrong = [];
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const first = document.querySelector(all);
  if (!first?.matches("a.skip") || !document.querySelector(first.hash)) wrong.push("no skip link before all else");
  for (const element of document.querySelectorAll(all)) {
    if (!element.checkVisibility() || element.disabled) continue;
    if (element.tabIndex > 0) wrong.push(`tabindex ${element.tabIndex}: ${element.outerHTML.slice(0, 90)}`);
    element.focus({ preventScroll: true });
    const style = getComputedStyle(element);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
      wrong.push(`no outline: ${element.outerHTML.slice(0, 90)}`);
  }
  document.activeElement?.blur();
  return wrong;
}"""
# backgrounds vanish in forced colours: what only a background sets apart needs a border
_FORCED = """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, .state, .note")]
  .filter((element) => element.checkVisibility()
    && ["Top", "Right", "Bottom", "Left"].every((side) => getComputedStyle(element)[`border${side}Style`] === "none"))
  .map((element) => element.outerHTML.slice(0, 90))"""
_PRINT = """() => [
  ...[...document.querySelectorAll("nav:not(.pager), .pager a, form, .skip, .downloads")]
    .filter((element) => element.checkVisibility())
    .map((element) => `printed: ${element.outerHTML.slice(0, 60)}`),
  ...[...document.querySelectorAll("thead")].filter((head) => getComputedStyle(head).display !== "table-header-group")
    .map((head) => `header not repeated: ${head.outerHTML.slice(0, 60)}`),
  ...[...document.querySelectorAll("body *")].filter((element) => {
    if (!element.checkVisibility() || element.closest(".hidden")) return false;
    const style = getComputedStyle(element);
    const kept = style.overflowX === "visible" && style.overflowY === "visible";
    return element.getBoundingClientRect().right > innerWidth + 1
      || (!kept && (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1));
  }).slice(0, 2).map((element) => `cut off: ${element.outerHTML.slice(0, 90)}`)]"""
# one element for each look that a text has: its colour, its size, and the colours behind it
_LOOKS = """(seen) => {
  const looks = {}, known = new Set(seen);
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && element.value === undefined)
      continue;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element), behind = [];
    for (let at = element; at; at = at.parentElement) {
      const under = getComputedStyle(at);
      behind.push(under.backgroundColor, under.backgroundImage, under.opacity);
      if (under.backgroundColor.startsWith("rgb(")) break;
    }
    const look = [style.color, style.fontSize, style.fontWeight, ...behind].join();
    if (!known.has(look)) looks[look] ??= element;
  }
  window.looks = Object.values(looks);
  return Object.keys(looks);
}"""


@dataclass
class Findings:
    """What was found wrong, by check: lines of address and words. `looks` are the looks of text measured.

    `visited` counts the pages, `scripted` names those with a script.
    """

    lines: dict[str, list[str]] = field(default_factory=lambda: {check: [] for check in CHECKS})
    visited: int = 0
    looks: set[str] = field(default_factory=set)
    scripted: list[str] = field(default_factory=list)

    def add(self, check: str, address: str, *words: str) -> None:
        self.lines[check] += [f"{address}: {word}" for word in words]


def visit(context: BrowserContext, site: str, addresses: list[str], spared: Collection[str] = ()) -> Findings:
    """Visit every address once and look at it in each way a reader may have it.

    Args:
        spared: addresses that axe does not look at, for they were looked at in another language.
    """
    findings, page = Findings(), context.new_page()
    page.add_init_script(_POLICY)
    asked: list[Request] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request))
    page.on("console", lambda message: said.append(f"{message.type} {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in addresses:
        asked.clear()
        said.clear()
        _look(page, site, address, address not in spared, findings)
        findings.add("origin", address, *(r.url for r in asked if not r.url.startswith(f"{site}/")))
        # that a problem page has a status of its own is its purpose; the browser reports it all the same
        findings.add(
            "console", address, *(line for line in said if "the server responded with a status of 4" not in line)
        )
        findings.visited += 1
    page.close()
    return findings


def _look(page: Page, site: str, address: str, with_axe: bool, findings: Findings) -> None:
    response = page.goto(f"{site}{address}")
    assert response is not None
    if response.status >= 500:
        findings.add("status", address, str(response.status))
    policy = response.headers.get("content-security-policy", "")
    if "default-src 'self'" not in policy or "unsafe" in policy:
        findings.add("policy", address, f"header {policy!r}")
    findings.add("policy", address, *page.evaluate(_INLINE))
    if page.locator("script").count():
        findings.scripted.append(address)
    if with_axe:
        findings.add("axe", address, *_axe(page, findings.looks))
    findings.add("focus", address, *page.evaluate(_FOCUS))
    page.emulate_media(forced_colors="active")
    findings.add("forced colours", address, *page.evaluate(_FORCED))
    page.emulate_media(forced_colors="none", media="print")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    findings.add("print", address, *page.evaluate(_PRINT))
    page.emulate_media(media="screen")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    findings.add("reflow", address, *page.evaluate(_REFLOW))
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def _axe(page: Page, looks: set[str]) -> list[str]:
    """What axe finds; contrast, by far its slowest rule, only where a text looks as none did on the pages before."""
    page.evaluate(AXE)
    options = {"resultTypes": ["violations"], "preload": False, "selectors": False}
    without = {**options, "rules": {"color-contrast": {"enabled": False}}}
    violations: list[dict[str, Any]] = page.evaluate(
        "async (options) => (await axe.run(document, options)).violations", without
    )
    if new := page.evaluate(_LOOKS, list(looks)):
        looks.update(new)
        violations += page.evaluate(
            "async (options) => (await axe.run({ include: window.looks }, options)).violations",
            {**options, "runOnly": ["color-contrast"]},
        )
    return [
        f"{violation['id']} ({len(violation['nodes'])}): {violation['nodes'][0]['html'][:120]}"
        for violation in violations
    ]
