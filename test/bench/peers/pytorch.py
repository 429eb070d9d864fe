"""PyTorch as a peer of the benchmark: JSON lines on stdin and stdout, as README.md says.

    echo '{"kind":"describe"}' | OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=2 OPENBLAS_CORETYPE=Haswell /usr/bin/python3 pytorch.py

(This file must not be called torch.py: `import torch` would find it.)
"""
import ctypes
import json
import os
import re
import statistics
import sys

sys.dont_write_bytecode = True  # no __pycache__ in the checkout

import torch

from pytorch_clock import repeat
from pytorch_sample import Sampling
from pytorch_train import MODULES, SEED, Training


def main():
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing but answers goes to stdout
    peer = Peer()
    for line in sys.stdin:
        try:
            answer = peer.answer(json.loads(line))
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


class Peer:
    """Keeps the last model, so that the same configuration asked again is not built again."""

    def __init__(self):
        self.key, self.model = None, None

    def answer(self, request):
        kind = request["kind"]
        if request.get("cell", "lstm") not in MODULES:
            return {"unsupported": f"cell {request['cell']}"}
        if kind == "describe":
            return describe()
        if kind == "gemm":
            return gemm(request["m"], request["n"], request["k"], request["seconds"])
        if kind == "train":
            return self.cached(Training, request).run(request.get("way"), request["seconds"])
        if kind == "sample":
            return self.cached(Sampling, request).run(request.get("way"), request["seconds"])
        return {"unsupported": f"kind {kind}"}

    def cached(self, build, request):
        key = (build, *sorted((name, value) for name, value in request.items() if name not in ("seconds", "way")))
        if key != self.key:
            self.key = self.model = None  # frees the old model first
            self.model = build(request)
            self.key = key
        return self.model


def gemm(m, n, k, seconds):
    """c [m, n] = a [m, k] b [k, n]; its first row is compared with float64, as OpenBLAS has had wrong kernels for some cores."""
    torch.manual_seed(SEED)
    a, b, c = torch.rand(m, k), torch.rand(k, n), torch.empty(m, n)
    multiply = lambda: torch.mm(a, b, out=c)
    multiply()
    error = (c[0].double() / (a[0].double() @ b.double()) - 1).abs().max().item()
    if not error < 1e-4:
        raise AssertionError(f"torch.mm is wrong by {error:.1e}")
    return {"gflops": 2e-9 * m * n * k / statistics.median(repeat(multiply, seconds))}


def describe():
    torch.mm(torch.rand(64, 64), torch.rand(64, 64))
    vectors = re.search(r"CPU capability usage: (.*)", torch.__config__.show())
    details = f"{blas()}, {torch.get_num_threads()} OpenMP threads, {vectors[1] if vectors else 'plain'} vectors"
    return {"name": "PyTorch", "version": torch.__version__, "details": details}


def blas():
    """What multiplies: asked of the library that is loaded, for without OpenBLAS Debian's PyTorch takes the reference BLAS."""
    try:
        library = ctypes.CDLL("libopenblas.so.0", mode=os.RTLD_NOLOAD | os.RTLD_NOW)
    except OSError:
        return "no OpenBLAS (Debian: apt install libopenblas0): the slow reference BLAS"
    library.openblas_get_config.restype = library.openblas_get_corename.restype = ctypes.c_char_p
    version = re.search(r"OpenBLAS ([\d.]+)", library.openblas_get_config().decode())
    core = library.openblas_get_corename().decode()
    return f"OpenBLAS {version[1] if version else ''} {core}, {library.openblas_get_num_threads()} BLAS threads"


if __name__ == "__main__":
    main()
