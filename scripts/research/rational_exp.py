#!/usr/bin/python3
"""Derives the coefficients of quotient_exp() in src/math/elementary_body.hpp (Debian's package python3-mpmath):
the best rational approximation tanh(r / 2) / r = P(u) / Q(u), u = r^2, |r| <= ln(2) / 2, of degrees 2 and 2, by the
exchange algorithm of Remez, so that exp(r) = (Q + r P) / (Q - r P).

    scripts/research/rational_exp.py
"""
from mpmath import cos, log, lu_solve, matrix, mp, mpf, nstr, pi, sqrt, tanh

mp.dps = 60
DEGREE = 2  # of both
END = (log(mpf(2)) / 2 * (1 + mpf(2)**-20))**2  # a little beyond, for roundings of n


def wanted(u):
    return tanh(sqrt(u) / 2) / sqrt(u) if u else mpf(1) / 2


def value(coefficients, u):
    return sum(c * u**k for k, c in enumerate(coefficients))


def solve(points, error):
    """P and Q whose relative error at the points alternates, and that error; Q(0) = 1."""
    for _ in range(8):  # the product of error and Q is not linear
        size = len(points)
        a, b = matrix(size, size), matrix(size, 1)
        for k, u in enumerate(points):
            sign, f = (-1)**k, wanted(u)
            for j in range(DEGREE + 1):
                a[k, j] = u**j
            for j in range(1, DEGREE + 1):
                a[k, DEGREE + j] = -f * (1 + sign * error) * u**j
            a[k, size - 1] = -f * sign
            b[k] = f
        found = list(lu_solve(a, b))
        error = found[-1]
    return found[:DEGREE + 1], [mpf(1)] + found[DEGREE + 1:-1], error


def extremes(p, q):
    """Where the error is largest between its changes of sign."""
    grid = [END * (1 - cos(pi * k / 4000)) / 2 for k in range(4001)]
    errors = [value(p, u) / value(q, u) / wanted(u) - 1 for u in grid]
    found, best = [], 0
    for k, error in enumerate(errors):
        if (error > 0) != (errors[best] > 0):
            found.append(grid[best])
            best = k
        elif abs(error) > abs(errors[best]):
            best = k
    return found + [grid[best]]


count = 2 * DEGREE + 2
points, error = [END * (1 - cos(pi * (2 * k + 1) / (2 * count))) / 2 for k in range(count)], mpf(0)
for _ in range(20):
    p, q, error = solve(points, error)
    points = extremes(p, q)
    assert len(points) == count, "the error does not alternate"
for name, coefficients in ("P", p), ("Q", q):
    print(name, *(float(c).hex() for c in coefficients))
print("relative error of the quotient", nstr(abs(error), 3))
