#!/usr/bin/python3
"""The thresholds that small random predictions need, as JSON for tests/metrics/golden_threshold_test.cpp.

    scripts/golden/thresholds.py > tests/golden/thresholds.json

Tries each probability as a threshold and counts rows, in fractions: nothing is rounded. Precision and recall are
those of Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), section 8.3. A case holds
`probabilities` (of the second class), `actual`, and answers: `by` (recall or precision), `value`, and `threshold`; null:
no threshold will do, and `best`, `at`, `recall_at` tell the highest precision, its lowest threshold, and the recall there.
"""
import json
from fractions import Fraction


class Stream:
    """Numbers in [0, 1) of three digits: the generator of Park and Miller (1988)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = self.state * 48271 % 2147483647
        return self.state % 1000 / 1000


def counted(probabilities, actual, threshold):
    """Precision and recall of the rows with at least this probability."""
    said = [a for p, a in zip(probabilities, actual) if p >= threshold]
    return Fraction(sum(said), len(said)), Fraction(sum(said), sum(actual))


def answer(probabilities, actual, by, value):
    of = {t: counted(probabilities, actual, t) for t in probabilities}
    place = 0 if by == "precision" else 1
    # A value such as 0.9 is a fraction's nearest double: 9 of 10 rows have it.
    good = [t for t in of if float(of[t][place]) >= value]
    result = {"by": by, "value": value}
    if good:
        return result | {"threshold": min(good) if by == "precision" else max(good)}
    best = max(of[t][0] for t in of)
    at = min(t for t in of if of[t][0] == best)
    return result | {"threshold": None, "best": float(best), "at": at, "recall_at": float(of[at][1])}


def case(rows, digits, skill, seed):
    """digits: few make ties. skill: how far the probability follows the class."""
    stream = Stream(seed)
    actual = [1 if stream.next() < 0.4 else 0 for _ in range(rows)]
    actual[0] = 1
    probabilities = [round(skill * a + (1 - skill) * stream.next(), digits) for a in actual]
    asked = [("recall", v) for v in (0.1, 0.5, 0.75, 0.9, 1.0)] + [
        ("precision", v) for v in (0.1, 0.5, 0.75, 0.9, 1.0)]
    return {"probabilities": probabilities, "actual": actual,
            "answers": [answer(probabilities, actual, by, value) for by, value in asked]}


cases = [case(rows, digits, skill, 7 * rows + digits)
         for rows in (1, 2, 10, 40, 200) for digits in (1, 3) for skill in (0, 0.3, 0.6)]
print(json.dumps(cases).replace("]}, {\"prob", "]},\n{\"prob"))
