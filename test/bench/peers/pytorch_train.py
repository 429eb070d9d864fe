"""Training steps of PyTorch, in two ways.

"module" is torch.nn.LSTM, GRU or RNN over one-hot or embedded inputs, as most would write it; "written" is pytorch_cells.py,
which reads layer 0's weights by id.
"""
import math
import statistics

import torch
import torch.nn.functional as F

from pytorch_cells import Gru, Lstm, Rnn
from pytorch_clock import clock, repeat

MODULES = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}
SEED = 1
LEARNING_RATE, CLIP = 0.005, 5
# A matrix of all one-hot rows has 4 * V * V bytes: 16 MB.
LARGEST_ONE_HOT = 2000


class Training:
    def __init__(self, request):
        torch.manual_seed(SEED)
        self.cell, self.layers, embedding = request["cell"], request["layers"], request["embedding"]
        self.V, self.T, self.B = request["vocabulary"], request["window"], request["batch"]
        ids = torch.randint(self.V, (self.T + 1, self.B))
        self.inputs, self.targets = ids[:-1], ids[1:].reshape(-1)
        self.rnn = MODULES[self.cell](embedding or self.V, request["hidden"], self.layers)
        self.head = torch.nn.Linear(request["hidden"], self.V)
        self.embedding = torch.nn.Embedding(self.V, embedding) if embedding else None
        modules = torch.nn.ModuleList(m for m in (self.rnn, self.head, self.embedding) if m is not None)
        self.parameters = list(modules.parameters())
        self.adam = torch.optim.Adam(self.parameters, LEARNING_RATE)
        if embedding or self.V <= LARGEST_ONE_HOT:
            self.one_hot = None if embedding else torch.eye(self.V)
            self.ways = {"module": self.module, "written": self.written}
            self.compare()
        else:
            self.ways = {"written": self.written}
        self.faster = min(self.ways, key=lambda way: min(clock(lambda: self.step(way)) for _ in range(3)))

    def run(self, way, seconds):
        way = way or self.faster
        if way not in self.ways:
            return {"unsupported": f"way {way} with a vocabulary of {self.V}"}
        self.step(way)
        times = repeat(lambda: self.step(way), seconds)
        rate = self.T * self.B / statistics.median(times)
        loss = self.loss if math.isfinite(self.loss) else None  # JSON has no NaN
        return {"tokensPerSecond": rate, "steps": len(times), "seconds": sum(times), "loss": loss, "way": way}

    def step(self, way):
        loss = self.backward(way)
        torch.nn.utils.clip_grad_norm_(self.parameters, CLIP)
        self.adam.step()
        self.loss = loss.item()

    def backward(self, way):
        self.adam.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.head(self.ways[way]()).view(-1, self.V), self.targets)
        loss.backward()
        return loss

    def module(self):
        x = self.embedding(self.inputs) if self.embedding else F.embedding(self.inputs, self.one_hot)
        return self.rnn(x)[0]

    def written(self):
        """Products of a one-hot row are rows of W: F.embedding reads them, where torch.nn.LSTM multiplies."""
        x = self.embedding(self.inputs) if self.embedding else None
        for l in range(self.layers):
            w_ih, w_hh, b_ih, b_hh = (getattr(self.rnn, f"{p}_l{l}") for p in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
            b = b_ih if self.cell == "gru" else b_ih + b_hh
            xz = F.embedding(self.inputs, w_ih.t() + b) if x is None else F.linear(x, w_ih, b)
            if self.cell == "gru":
                x = Gru.apply(xz, w_hh, b_hh)
            else:
                x = (Lstm if self.cell == "lstm" else Rnn).apply(xz, w_hh)
        return x

    def compare(self):
        """Both ways must have the same loss and gradients."""
        loss, grads = {}, {}
        for way in self.ways:
            loss[way] = self.backward(way).item()
            grads[way] = [p.grad.clone() for p in self.parameters]
        differences = [(a - b).norm() / a.norm() for a, b in zip(grads["module"], grads["written"])]
        if not (abs(loss["module"] - loss["written"]) < 1e-4 and max(differences) < 1e-3):
            raise AssertionError(f"the ways differ: losses {loss}, gradients by {max(differences):.1e}")
