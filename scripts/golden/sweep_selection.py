#!/usr/bin/python3
"""Makes tests/golden/sweep_selection.json: what scipy says of the candidates of a sweep.

    scripts/golden/sweep_selection.py >tests/golden/sweep_selection.json

Needs what differences.py needs. Each case is a results file in short: its field, the options of each run, the rows
behind each value, and the values. The order, the means, the intervals (Nadeau and Bengio 2003, with Wilson's for an
accuracy) and the paired differences from the best are computed anew. null: there is none.
"""

import itertools
import json
import math
import random
import statistics

from scipy.stats import binomtest

from differences import mcnemar_case, quantile


class Run:
    """A row of a results file. `split` and `fold` tell which rows each value is about."""

    def __init__(self, number, options, split, train_rows, held_out, values):
        self.number, self.options, self.split = number, options, split
        self.train_rows, self.held_out, self.values = train_rows, held_out, values

    def parts(self, is_cv):
        """(the rows that are held out, their number, the number of training rows, the value) of each fold."""
        both = self.train_rows + statistics.fmean(self.held_out)
        for fold, (rows, value) in enumerate(zip(self.held_out, self.values)):
            yield (self.split, fold), rows, (both - rows if is_cv else self.train_rows), value


def student(values, ratio):
    """Mean, and the interval of Nadeau and Bengio."""
    mean = statistics.fmean(values)
    if len(values) < 2:
        return mean, None, None
    width = quantile(len(values) - 1) * statistics.stdev(values) * math.sqrt(1 / len(values) + ratio)
    return mean, mean - width, mean + width


def moves(parts):
    return len({place for place, *_ in parts}) > 1


def by_place(parts, same_rows):
    """The values on the same rows, put together: the mean over the seeds, unless all have the same rows."""
    if same_rows:
        return [value for *_, value in parts]
    places = dict.fromkeys(place for place, *_ in parts)
    return [statistics.fmean(value for at, *_, value in parts if at == place) for place in places]


def ratio_of(parts):
    return statistics.fmean(rows / trained for _, rows, trained, _ in parts) if moves(parts) else 0


def interval_of(parts, metric, repeats):
    """Mean, sd and interval of a candidate. repeats: how often each row is held out."""
    values = [value for *_, value in parts]
    mean, low, high = student(by_place(parts, not moves(parts)), ratio_of(parts))
    sd = statistics.stdev(values) if len(values) > 1 else None
    if low is None:
        return mean, sd, low, high
    if metric == "accuracy" and moves(parts):
        total = sum(rows for _, rows, *_ in parts)
        hits = sum(round(rows * value) for _, rows, _, value in parts)
        share, n = hits / total, total / repeats
        z = 1.959963984540054
        if repeats == 1:
            wilson = binomtest(hits, total).proportion_ci(method="wilson")
            wilson = wilson.low, wilson.high
        else:  # the same formula of n rows, which need not be whole
            center, width = (share + z * z / 2 / n) / (1 + z * z / n), z * math.sqrt(
                share * (1 - share) / n + z * z / 4 / n / n) / (1 + z * z / n)
            wilson = center - width, center + width
        low, high = min(low, wilson[0]), max(high, wilson[1])
    bounds = (0, 1) if metric == "accuracy" else (0, math.inf)
    return mean, sd, max(low, bounds[0]), min(high, bounds[1])


def difference_of(best, other, metric, repeats_of):
    """The interval of the paired difference, other - best."""
    same = not moves(best)
    a, b = by_place(best, same), by_place(other, same)
    ratio = (ratio_of(best) + ratio_of(other)) / 2
    d = [y - x for x, y in zip(a, b)]
    _, low, high = student(d, ratio)
    if low is None or (max(d) - min(d) < 1e-14 and abs(d[0]) > 1e-14):
        return None, None
    if max(abs(one) for one in d) < 1e-14:
        return 0, 0
    if metric == "accuracy" and not same:
        places = list(dict.fromkeys(place for place, *_ in best))
        sizes = {place: rows for place, rows, *_ in best}
        count = {}
        for place, more in zip(places, d):
            only_a, only_b, rows = count.get(repeats_of(place), (0, 0, 0))
            more *= sizes[place]
            count[repeats_of(place)] = (only_a + max(0, -more), only_b + max(0, more), rows + sizes[place])
        said = [mcnemar_case(*(round(one) for one in counts)) for counts in count.values()]
        low = min(low, statistics.fmean(one["low"] for one in said))
        high = max(high, statistics.fmean(one["high"] for one in said))
    return low, high


def case(name, field, runs, axes, repeats=1):
    part, metric = field.split(".")
    is_cv = part == "cv"
    groups = {}
    for run in runs:
        groups.setdefault(tuple(run.options[axis] for axis in axes), []).append(run)
    candidates = []
    for settings, members in groups.items():
        parts = [one for run in members for one in run.parts(is_cv)]
        mean, sd, low, high = interval_of(parts, metric, len(members) * repeats)
        candidates.append({"settings": list(settings), "numbers": [run.number for run in members], "mean": mean,
                           "sd": sd, "low": low, "high": high, "parts": parts})
    sign = -1 if metric == "accuracy" else 1
    candidates.sort(key=lambda one: (sign * one["mean"], one["numbers"][0]))
    best = candidates[0]
    for one in candidates:
        one["difference"] = [None, None]
        one["standing"] = "best"
        if one is best:
            continue
        if {place for place, *_ in one["parts"]} == {place for place, *_ in best["parts"]}:
            folds = len(runs[0].values) // repeats
            one["difference"] = difference_of(best["parts"], one["parts"], metric,
                                              lambda place: place[1] // folds if is_cv else 0)
        low, high = one["difference"]
        one["standing"] = ("unknown" if low is None else
                           "worse" if sign * (low if sign > 0 else high) > 0 else "not told apart")
    for one in candidates:
        del one["parts"]
    return {"name": name, "field": field, "axes": axes,
            "runs": [{"number": run.number, "options": run.options, "split": run.split, "train_rows": run.train_rows,
                      "held_out": run.held_out, "values": run.values} for run in runs], "candidates": candidates}


def grid(**axes):
    return [dict(zip(axes, values)) for values in itertools.product(*axes.values())]


def accuracy(draw, rows, share):
    return sum(draw.random() < share for _ in range(rows)) / rows


def cv_runs(draw, options, held_out, splits, value):
    """splits: the hash of a run's folds, by its options. value: of a fold with so many rows, by the options."""
    total = sum(held_out)
    runs = []
    for number, one in enumerate(options, 1):
        repeats = int(one.get("repeats", "1"))
        train = statistics.fmean(total - rows for rows in held_out)
        runs.append(Run(number, one, splits(one), train, held_out * repeats,
                        [value(one, rows) for rows in held_out * repeats]))
    return runs


def main():
    draw = random.Random(2003)
    noise = {"2": 0.5, "5": 0.42, "16": 0.41, "40": 0.7}
    hit = {"2": 0.9, "5": 0.93, "16": 0.94, "40": 0.7}

    def rmse(one, rows):
        return round(abs(draw.gauss(noise[one["hidden"]] * (1 + float(one.get("l2", 0))), 0.04)), 6)

    def share(one, rows):
        return accuracy(draw, rows, hit[one["hidden"]])

    sizes = [24, 24, 23, 23, 23]
    hidden, hidden_l2 = ["2", "5", "16", "40"], grid(hidden=["2", "5", "16"], l2=["0", "0.1"])
    by_seed = lambda one: "split of seed " + one.get("seed", "1")
    cases = [
        case("folds", "cv.rmse", cv_runs(draw, hidden_l2, sizes, by_seed, rmse), ["hidden", "l2"]),
        case("folds of several seeds", "cv.rmse",
             cv_runs(draw, grid(hidden=hidden, seed=["1", "2", "3"]), sizes, by_seed, rmse), ["hidden"]),
        case("the same folds for several seeds", "cv.rmse",
             cv_runs(draw, grid(hidden=hidden, seed=["1", "2", "3"]), sizes, lambda one: "one split", rmse), ["hidden"]),
        case("repeated folds", "cv.rmse",
             cv_runs(draw, grid(hidden=hidden, repeats=["2"]), sizes, by_seed, rmse), ["hidden"], 2),
        case("accuracies of folds", "cv.accuracy",
             cv_runs(draw, grid(hidden=hidden), sizes, by_seed, share), ["hidden"]),
        case("accuracies of repeated folds", "cv.accuracy",
             cv_runs(draw, grid(hidden=hidden, repeats=["3"]), sizes, by_seed, share), ["hidden"], 3),
        case("folds of other splits", "cv.rmse",
             cv_runs(draw, grid(hidden=["2", "5"], **{"split-seed": ["1", "2"]}), sizes,
                     lambda one: "split " + one["split-seed"], rmse), ["hidden", "split-seed"]),
    ]
    seeds = grid(hidden=hidden, seed=[str(seed) for seed in range(1, 8)])
    for name, split in (("seeds on the same rows", lambda one: "one split"), ("seeds on other rows each", by_seed)):
        runs = [Run(i, one, split(one), 200, [50], [rmse(one, 50)]) for i, one in enumerate(seeds, 1)]
        cases.append(case(name, "validation.rmse", runs, ["hidden"]))
    runs = [Run(i, one, by_seed(one), 200, [50], [share(one, 50)]) for i, one in enumerate(seeds, 1)]
    cases.append(case("accuracies of seeds on other rows each", "validation.accuracy", runs, ["hidden"]))
    runs = [Run(i, one, "one split", 200, [50], [rmse(one, 50)]) for i, one in enumerate(grid(hidden=hidden), 1)]
    cases.append(case("one value each", "validation.rmse", runs, ["hidden"]))
    print("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]")


if __name__ == "__main__":
    main()
