"""What was not run on the real engines is said once, loudly, and in a line of its own."""

import pytest
from tests.live.live_engines import HOW, NOT_RUN


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.getreports("skipped") if NOT_RUN in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests {NOT_RUN}: {HOW}", red=True, bold=True)
