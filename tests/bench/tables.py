"""The table that a benchmark of ratios prints: with its day and machine, also as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def print_table(what: str, rows: Sequence[Sequence[str]], times: int, output: Path | None) -> None:
    """Print rows of *what*, ratio and cost, medians of *times* runs; write them where asked."""
    day = datetime.now(UTC).date().isoformat()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"| {what} | ratio | processor time, peak memory |\n|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(f"\nMedian of {times} runs on {day}, {machine}.")
    if output:
        said = {"date": day, "machine": machine, "rows": rows}
        output.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
