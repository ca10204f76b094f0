#!/usr/bin/python3
"""Prints which instructions PyTorch and numpy run on this processor, and for which one OpenBLAS takes it:
"PyTorch's kernels AVX2, numpy's AVX512_ICL, OpenBLAS's Cooperlake".

    scripts/peers/kernels.py [torch] [numpy]
"""
import re
import sys

import numpy
from threadpoolctl import threadpool_info

try:
    from numpy.core._multiarray_umath import __cpu_dispatch__, __cpu_features__
except ImportError:  # numpy 2
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

told = []
if "torch" in sys.argv:
    import torch
    used = re.search(r"CPU capability usage: (\S+)", torch.__config__.show())
    told.append(f"PyTorch's kernels {used[1] if used else 'unknown'}")
if "numpy" in sys.argv:
    found = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]
    told.append(f"numpy's {'kernels ' if not told else ''}{found[-1] if found else 'baseline'}")
numpy.ones((2, 2)) @ numpy.ones((2, 2))
blas = {info.get("architecture", "unknown") for info in threadpool_info() if info["user_api"] == "blas"}
told.append(f"OpenBLAS's {' and '.join(sorted(blas)) or 'not loaded'}")
print(", ".join(told))
