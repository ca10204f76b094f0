#!/usr/bin/env python3
"""Makes tests/golden/spreads.json: what scipy says of the values of a metric in several runs.

    scripts/golden/spreads.py >tests/golden/spreads.json

Needs python3-scipy. Each case has values, the mean of n_held_out / n_train over the runs (0: all runs have the same
rows), and for a share the pooled counts of one repeat. The interval is that of Nadeau and Bengio (2003); the
interval of a share is no narrower than Wilson's, and in [0, 1].
"""

import json
import math
import random
import statistics

from scipy.special import betaincinv
from scipy.stats import binomtest


def quantile(freedom):
    """The 97.5 % quantile of Student's t; stats.t.ppf is right to 10 digits only."""
    return math.sqrt(freedom * (1 / betaincinv(freedom / 2, 0.5, 0.05) - 1))


def spread(values, ratio, hits, total):
    mean = statistics.fmean(values)
    sd = statistics.stdev(values)
    runs = len(values)
    scale = sd * math.sqrt(1 / runs + ratio)
    low, high = mean - quantile(runs - 1) * scale, mean + quantile(runs - 1) * scale
    if total:
        wilson = binomtest(hits, total).proportion_ci(method="wilson")
        low, high = max(0, min(low, wilson.low)), min(1, max(high, wilson.high))
    return {"values": values, "ratio": ratio, "hits": hits, "total": total, "mean": mean, "sd": sd,
            "min": min(values), "max": max(values), "low": low, "high": high}


def main():
    draw = random.Random(7)
    cases = []
    for runs in (2, 3, 5, 10, 20, 50, 101):
        rows = draw.randint(20, 400)
        cases.append(spread([draw.gauss(3, 2) for _ in range(runs)], 1 / 9, 0, 0))
        cases.append(spread([draw.gauss(-1e6, 1e-3) for _ in range(runs)], 0, 0, 0))
        hits = [draw.randint(rows * 9 // 10, rows) for _ in range(runs)]
        cases.append(spread([hit / rows for hit in hits], 0.25, sum(hits), rows * runs))
        cases.append(spread([1.0] * runs, 1 / (runs - 1), rows * runs, rows * runs))
    quantiles = {str(freedom): quantile(freedom)
                 for freedom in (*range(1, 41), 49, 99, 100, 499, 1000, 9999, 99999)}
    print(json.dumps({"quantiles": quantiles, "spreads": cases}, indent=1))


if __name__ == "__main__":
    main()
