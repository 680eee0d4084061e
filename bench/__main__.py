"""`just bench [attacks|peer|pages|scale]`: measure, print, and write bench/results/."""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from . import pages, scale, sparql_attacks

PARTS = {
    "attacks": sparql_attacks.measure,
    "peer": sparql_attacks.measure_peer,
    "pages": pages.measure,
    "scale": scale.measure,
}
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure the parts named, or all."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("ENSARTET_DATA", folder)
        for name in sys.argv[1:] or PARTS:
            before = os.getloadavg()
            text = PARTS[name]()
            load = ", ".join(f"{value:.1f}" for value in (*before[:2], *os.getloadavg()[:2]))
            head = (
                f"# {name}\n\nMeasured {date.today()} on {os.cpu_count()} CPUs shared with other work; load average "
                f"over 1 and 5 minutes before and after: {load}. Trust the ratios, not the milliseconds.\n\n"
            )
            print(text, flush=True)
            (RESULTS / f"{name}.md").write_text(head + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
