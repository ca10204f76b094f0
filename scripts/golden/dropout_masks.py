#!/usr/bin/env python3
"""Writes tests/golden/dropout_masks.txt: the masks of dropout, from their definition (docs/definitions.md) and the
papers of the generator, with numpy and without looking at nntrain.

All streams of a block are stepped at once: s[w, l] is word w of the state of lane l. With --check it also looks at
many masks: whether the dropped share is right, and whether lanes, steps and blocks are correlated.

usage: scripts/golden/dropout_masks.py > tests/golden/dropout_masks.txt
       scripts/golden/dropout_masks.py --check
"""

import sys

import numpy as np
from random_stream import splitmix64

DROPOUT = 4  # its number in RandomPurpose
LANES = 8
CASES = [  # seed, index of the block, rate, rows, units of each hidden layer
    (1, 0, 0.3, 32, [3]),
    (1, 1, 0.3, 32, [3]),
    (7, 250, 0.5, 128, [2, 3]),
    (2**64 - 1, 12345678901, 0.9, 13, [4, 1, 2]),
    (3, 2, 0.0, 8, [2]),
    (4, 3, 1e-9, 100, [1]),
]


def rotated(x, by):
    return (x << np.uint64(by)) | (x >> np.uint64(64 - by))


def lanes_of(seed, index):
    """The states of the lanes, 4 x LANES. RandomStream of random_stream.py is lane 0."""
    mixed = splitmix64(DROPOUT)[1] ^ seed
    if index > 0:
        mixed = splitmix64(mixed)[1] ^ index
    words = []
    for _ in range(4 * LANES):
        mixed, word = splitmix64(mixed)
        words.append(word)
    return np.array(words, dtype=np.uint64).reshape(LANES, 4).T.copy()


def draws(s):
    """The next 64 bits of each lane."""
    result = rotated(s[1] * np.uint64(5), 7) * np.uint64(9)
    t = s[1] << np.uint64(17)
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotated(s[3], 45)
    return result


def kept(s, rate, rows, units):
    """Whether a unit is kept, units x rows."""
    dropped = np.uint64(int(rate * 2**32))
    pairs = -(-rows // (2 * LANES))
    bits = np.empty((units, pairs, 2, LANES), dtype=np.uint64)
    for unit in range(units):
        for pair in range(pairs):
            word = draws(s)
            bits[unit, pair, 0] = word >> np.uint64(32)
            bits[unit, pair, 1] = word & np.uint64(2**32 - 1)
    return (bits >= dropped).reshape(units, -1)[:, :rows]


def write():
    print("# made by scripts/golden/dropout_masks.py: 1 where a unit is kept, layer by layer, unit by unit")
    for case, (seed, index, rate, rows, layers) in enumerate(CASES):
        s = lanes_of(seed, index)
        for l, units in enumerate(layers):
            mask = kept(s, rate, rows, units)
            print(f"masks.{case}.{l}: {' '.join(str(int(bit)) for bit in mask.flatten())}")


def check():
    """Means of m values of mean 0 and variance 1 have a standard deviation of 1/sqrt(m); 5 of them are allowed."""
    rate, rows, units, blocks = 0.3, 32, 200, 300
    masks = np.array([kept(lanes_of(5, block), rate, rows, units) for block in range(blocks)], dtype=float)
    share = int(rate * 2**32) / 2**32
    z = (masks - (1 - share)) / np.sqrt(share * (1 - share))  # block x unit x row

    def judge(name, values):
        """values: row by row of independent means over the last axis."""
        deviations = np.abs(values.mean(axis=-1)) * np.sqrt(values.shape[-1])
        print(f"{name}: {deviations.size} means, largest {deviations.max():.2f} deviations, "
              f"root mean square {np.sqrt((deviations**2).mean()):.3f}")
        assert deviations.max() < 5

    judge("share, all", z.reshape(1, -1))
    judge("share, by row", z.transpose(2, 0, 1).reshape(rows, -1))
    judge("share, by unit", z.transpose(1, 0, 2).reshape(units, -1))
    pairs = [(a, b) for a in range(rows) for b in range(a)]
    judge("rows of a unit", np.array([(z[:, :, a] * z[:, :, b]).ravel() for a, b in pairs]))
    for lag in (1, 2, 3, 4):
        judge(f"units {lag} apart", (z[:, lag:] * z[:, :-lag]).transpose(2, 0, 1).reshape(rows, -1))
        judge(f"blocks {lag} apart", (z[lag:] * z[:-lag]).transpose(2, 0, 1).reshape(rows, -1))
        judge(f"seeds {lag} apart", np.array([
            (z[block] * (kept(lanes_of(5 + lag, block), rate, rows, units) - (1 - share))).ravel()
            / np.sqrt(share * (1 - share)) for block in range(20)]))


if __name__ == "__main__":
    check() if sys.argv[1:] == ["--check"] else write()
