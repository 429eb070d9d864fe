"""Sampling with PyTorch, one token at a time, batch one, in inference mode; in two ways.

"module" is torch.nn.LSTM, GRU or RNN called from Python for every token, as most would write it; "written" is one loop over
all tokens compiled by TorchScript, 1.9 (AVX-512) to 4.1 (AVX2) times as fast for an LSTM of 2 x 128 units.
"""
import statistics

import torch

from pytorch_clock import repeat
from pytorch_train import LARGEST_ONE_HOT, MODULES, SEED

TOKENS_PER_CALL = 200
COMPARED_TOKENS = 20


class Sampling:
    def __init__(self, request):
        torch.manual_seed(SEED)
        self.cell = request["cell"]
        self.V = request["vocabulary"]
        self.rnn = rnn = MODULES[self.cell](self.V, request["hidden"], request["layers"])
        self.head = head = torch.nn.Linear(request["hidden"], self.V)
        part = lambda name: [getattr(rnn, f"{name}_l{l}").detach() for l in range(request["layers"])]
        w_ih, w_hh, b_ih, b_hh = (part(name) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        if self.cell != "gru":
            b_ih = [a + b for a, b in zip(b_ih, b_hh)]
        w_ih[0] = w_ih[0].t() + b_ih[0]  # read by id, a row a token
        self.weights = (w_ih, w_hh, b_ih, b_hh, head.weight.detach(), head.bias.detach())
        self.ways = {"written": self.written}
        if self.V <= LARGEST_ONE_HOT:
            self.one_hot = torch.eye(self.V)
            self.ways["module"] = self.module
            self.compare()

    def run(self, way, seconds):
        way = way or "written"
        if way not in self.ways:
            return {"unsupported": f"way {way} with a vocabulary of {self.V}"}
        with torch.inference_mode():
            write = lambda: self.ways[way](TOKENS_PER_CALL)
            write()
            return {"tokensPerSecond": TOKENS_PER_CALL / statistics.median(repeat(write, seconds)), "way": way}

    def module(self, count):
        """Draws as `sample` does."""
        random, tokens, state = torch.rand(count), [0], None
        for k in range(count):
            y, state = self.rnn(self.one_hot[tokens[-1]].view(1, 1, -1), state)
            p = torch.softmax(self.head(y.view(-1)), 0)
            tokens.append(min(torch.searchsorted(torch.cumsum(p, 0), random[k]).item(), self.V - 1))
        return tokens

    def written(self, count):
        return sample(self.cell, count, *self.weights)

    def compare(self):
        """Both ways must draw the same tokens from the same random numbers."""
        drawn = {}
        with torch.inference_mode():
            for way, write in self.ways.items():
                torch.manual_seed(SEED)
                drawn[way] = write(COMPARED_TOKENS)
        if drawn["module"] != drawn["written"]:
            raise AssertionError(f"the ways differ: {drawn}")


@torch.jit.script
def sample(cell: str, count: int, w_ih: list[torch.Tensor], w_hh: list[torch.Tensor], b_ih: list[torch.Tensor],
           b_hh: list[torch.Tensor], head_w, head_b):
    """Draws `count` tokens one after the other from the zero state."""
    H = w_hh[0].size(1)
    h = [torch.zeros(H) for _ in w_hh]
    c = [torch.zeros(H) for _ in w_hh]
    random = torch.rand(count)
    tokens: list[int] = [0]
    for k in range(count):
        x = h[0]
        for l in range(len(w_hh)):
            z = w_ih[0][tokens[-1]] if l == 0 else torch.addmv(b_ih[l], w_ih[l], x)
            if cell == "lstm":
                z = torch.addmv(z, w_hh[l], h[l])
                s = torch.sigmoid(z)
                c[l] = torch.addcmul(s[H:2 * H] * c[l], s[:H], torch.tanh(z[2 * H:3 * H]))
                h[l] = s[3 * H:] * torch.tanh(c[l])
            elif cell == "gru":
                zh = torch.addmv(b_hh[l], w_hh[l], h[l])
                s = torch.sigmoid(z[:2 * H] + zh[:2 * H])
                h[l] = torch.lerp(torch.tanh(torch.addcmul(z[2 * H:], s[:H], zh[2 * H:])), h[l], s[H:])
            else:
                h[l] = torch.tanh(torch.addmv(z, w_hh[l], h[l]))
            x = h[l]
        p = torch.softmax(torch.addmv(head_b, head_w, x), 0)
        tokens.append(min(int(torch.searchsorted(torch.cumsum(p, 0), random[k]).item()), p.size(0) - 1))
    return tokens
