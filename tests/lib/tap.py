# SPDX-License-Identifier: GPL-2.0
"""Results for test files written in Python; tap.sh is the same for bash.

    results = Results()
    results.check("what must hold", reasons)    # reasons: a list of strings, empty if it holds
    results.done()                              # prints the plan and exits with the verdict
"""

import sys


class Results:
    """Prints TAP and counts."""

    def __init__(self):
        self.count = self.failed = 0

    def check(self, name, reasons):
        """One result; each reason why it failed becomes a comment behind it."""
        self.count += 1
        self.failed += bool(reasons)
        print(f"{'not ok' if reasons else 'ok'} {self.count} - {name}")
        for reason in reasons:
            print(f"#   {reason}")
        sys.stdout.flush()

    def note(self, text):
        """A comment."""
        print(f"# {text}", flush=True)

    def done(self):
        """End of the file."""
        print(f"1..{self.count}", flush=True)
        sys.exit(1 if self.failed or not self.count else 0)
