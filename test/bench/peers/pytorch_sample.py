"""Sampling with PyTorch: one token at a time, batch one."""
import statistics

import torch

from pytorch_clock import repeat
from pytorch_train import MODULES, SEED

TOKENS_PER_CALL = 200


class Sampling:
    """The loop below compiled by TorchScript, in inference mode: 3 to 5 times as fast as torch.nn.LSTM called by Python."""

    def __init__(self, request):
        torch.manual_seed(SEED)
        self.cell = request["cell"]
        rnn = MODULES[self.cell](request["vocabulary"], request["hidden"], request["layers"])
        head = torch.nn.Linear(request["hidden"], request["vocabulary"])
        part = lambda name: [getattr(rnn, f"{name}_l{l}").detach() for l in range(request["layers"])]
        w_ih, w_hh, b_ih, b_hh = (part(name) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        if self.cell != "gru":
            b_ih = [a + b for a, b in zip(b_ih, b_hh)]
        w_ih[0] = w_ih[0].t() + b_ih[0]  # read by id, a row a token
        self.weights = (w_ih, w_hh, b_ih, b_hh, head.weight.detach(), head.bias.detach())

    def run(self, seconds):
        with torch.inference_mode():
            write = lambda: sample(self.cell, TOKENS_PER_CALL, *self.weights)
            write()
            return {"tokensPerSecond": TOKENS_PER_CALL / statistics.median(repeat(write, seconds))}


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
