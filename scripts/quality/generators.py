"""Tables from formulas, 500 or 1000 rows each. Functions of computer experiments: Surjanovic and Bingham, Virtual
Library of Simulation Experiments. Waveform, ringnorm: Breiman, "Bias, variance, and arcing classifiers", 1996."""
import itertools

import numpy
import sklearn.datasets


def uniform(random, rows, ranges):
    return numpy.column_stack([random.uniform(low, high, rows) for low, high in ranges])


def peak(random):
    """As mlbench.peak: 25 exp(-r²/2), in 10 dimensions."""
    direction = random.normal(size=(500, 10))
    radius = random.uniform(0, 3, 500)
    x = direction / numpy.linalg.norm(direction, axis=1)[:, None] * radius[:, None]
    return x, 25 * numpy.exp(-0.5 * radius**2)


def borehole(random):
    """The flow of water through a borehole, m³/year; without noise."""
    x = uniform(random, 500, [(0.05, 0.15), (100, 50000), (63070, 115600), (990, 1110), (63.1, 116), (700, 820),
                              (1120, 1680), (9855, 12045)])
    rw, r, tu, hu, tl, hl, length, kw = x.T
    log = numpy.log(r / rw)
    return x, 2 * numpy.pi * tu * (hu - hl) / (log * (1 + 2 * length * tu / (log * rw**2 * kw) + tu / tl))


def circuit(random):
    """The midpoint voltage of a push-pull circuit without transformer, with noise of a tenth of its spread."""
    x = uniform(random, 500, [(50, 150), (25, 70), (0.5, 3), (1.2, 2.5), (0.25, 1.2), (50, 300)])
    rb1, rb2, rf, rc1, rc2, beta = x.T
    vb1 = 12 * rb2 / (rb1 + rb2)
    share = beta * (rc2 + 9)
    volts = (vb1 + 0.74) * share / (share + rf) + 11.35 * rf / (share + rf) + 0.74 * rf * share / ((share + rf) * rc1)
    return x, volts + random.normal(0, 0.1 * volts.std(), 500)


def robot_arm(random):
    """The distance of the end of an arm of four parts from its shoulder; with a noise of 0.1."""
    x = uniform(random, 1000, [(0, 2 * numpy.pi)] * 4 + [(0, 1)] * 4)
    angles = numpy.cumsum(x[:, :4], axis=1)
    u, v = (x[:, 4:] * numpy.cos(angles)).sum(axis=1), (x[:, 4:] * numpy.sin(angles)).sum(axis=1)
    return x, numpy.hypot(u, v) + random.normal(0, 0.1, 1000)


def waveform(random):
    """Three classes: mixtures of two of three triangles at 21 places, with noise of 1."""
    places = numpy.arange(1, 22)
    triangles = [numpy.maximum(6 - abs(places - middle), 0) for middle in (11, 7, 15)]
    pairs = [(0, 1), (0, 2), (1, 2)]
    kind = random.integers(0, 3, 1000)
    share = random.uniform(0, 1, 1000)
    x = numpy.array([s * triangles[pairs[k][0]] + (1 - s) * triangles[pairs[k][1]] for k, s in zip(kind, share)])
    return x + random.normal(size=x.shape), [f"w{k + 1}" for k in kind]


def ringnorm(random):
    """Two normal classes in 20 dimensions, one inside the other."""
    outer = random.integers(0, 2, 1000)
    x = random.normal(size=(1000, 20))
    return numpy.where(outer[:, None], 2 * x, x + 2 / numpy.sqrt(20)), ["outer" if o else "inner" for o in outer]


def monk1(_):
    """All 432 cases of MONK-1: a1 = a2, or a5 = 1; the values are names."""
    cases = list(itertools.product(*[range(1, n + 1) for n in (3, 3, 2, 3, 4, 2)]))
    return [["v" + str(value) for value in case] for case in cases], \
        ["yes" if case[0] == case[1] or case[4] == 1 else "no" for case in cases]


def generate(name):
    """Names, and rows of text with the target last."""
    if name.startswith("friedman"):
        noise = {"friedman1": 1.0, "friedman2": 125.0, "friedman3": 0.1}[name]
        x, y = getattr(sklearn.datasets, "make_" + name)(500, noise=noise, random_state=1)
    else:
        x, y = globals()[name](numpy.random.default_rng(1))
    text = [[value if isinstance(value, str) else repr(float(value)) for value in [*row, target]]
            for row, target in zip(x, y)]
    return [f"x{i + 1}" for i in range(len(text[0]) - 1)] + ["target"], text
