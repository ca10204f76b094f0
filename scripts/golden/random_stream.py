"""The generator of src/base/random.hpp, written anew from its papers; the goldens of resamples and shuffles need it."""

WORD = 2**64 - 1


def splitmix64(state):
    """Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014): the new state, and a number."""
    state = (state + 0x9E3779B97F4A7C15) & WORD
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
    return state, z ^ (z >> 31)


def rotated(x, by):
    return ((x << by) | (x >> (64 - by))) & WORD


class RandomStream:
    """xoshiro256** (Blackman and Vigna 2021), its state filled by splitmix64 from seed, purpose and index."""

    def __init__(self, seed, purpose, index):
        mixed = splitmix64(purpose)[1] ^ seed
        if index > 0:
            mixed = splitmix64(mixed)[1] ^ index
        self.s = []
        for _ in range(4):
            mixed, word = splitmix64(mixed)
            self.s.append(word)

    def next(self):
        s = self.s
        result = rotated(s[1] * 5 & WORD, 7) * 9 & WORD
        t = s[1] << 17 & WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotated(s[3], 45)
        return result

    def below(self, bound):
        """Lemire, "Fast random integer generation in an interval" (2019)."""
        uneven = 2**64 % bound
        while True:
            product = self.next() * bound
            if product & WORD >= uneven:
                return product >> 64
