"""What check_*.py share: an expectation that fails is printed and counted, and does not end the check."""
import os
import sys

_failures = 0


def expect(condition, text):
    """Returns the condition."""
    global _failures
    if not condition:
        _failures += 1
        print(os.path.basename(sys.argv[0]).removesuffix(".py") + ": " + text)
    return condition


def has_failed():
    return _failures > 0
