# SPDX-License-Identifier: GPL-2.0
"""What test files say of themselves in comments near their top."""

import re


def header(path, key):
    """The value of a `# key: value` comment in the first 30 lines of a file, or None."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            for _, line in zip(range(30), file):
                match = re.match(rf"^\s*(?:#|//)\s*{key}:\s*(.*\S)", line)
                if match:
                    return match.group(1)
    except (IsADirectoryError, FileNotFoundError):
        pass
    return None
