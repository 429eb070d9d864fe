"""Golden values of whole models, made by PyTorch in float64. Writes values/*.json next to this file.

    python3 test/golden/make.py          (Debian: apt install python3-torch)

The tests read the values only. Each file: a network, its corpus, its initial parameters, the gradient of the first
window's mean loss, and the loss before each step of Adam, the norms of the gradients, and the parameters after the last.
Parameters stand in PyTorch's layout and under its names; bias_hh is frozen at zero. torch.nn.GRU resets after the product,
so the GRU of the course notes (1.9), which resets before it, is written out here; its rows are r u c, with u the notes' gate.
"""
import json
import pathlib

import torch

SEED = 7
HIDDEN, VOCABULARY = 5, 7
LINES = {"kind": "lines", "ids": [3, 1, 4, 1, 5, 0, 2, 6, 5, 0, 3, 5, 0], "train": [0, 6, 6, 10, 10, 13]}
TEXT = {"kind": "text", "ids": [3, 1, 4, 1, 5, 2, 6, 5, 3, 5, 1, 2, 6, 4, 4, 3, 2, 1, 1, 5, 6, 2, 3, 0], "train": [0, 24]}


class NotesGru(torch.nn.Module):
    """The full GRU of 1.9, layer on layer, with the parameter names of torch.nn.GRU."""

    def __init__(self, inputs, hidden, num_layers):
        super().__init__()
        self.hidden, self.num_layers = hidden, num_layers
        for l in range(num_layers):
            width = inputs if l == 0 else hidden
            for name, shape in (("weight_ih", (3 * hidden, width)), ("weight_hh", (3 * hidden, hidden)),
                                ("bias_ih", (3 * hidden,)), ("bias_hh", (3 * hidden,))):
                self.register_parameter(f"{name}_l{l}", torch.nn.Parameter(torch.empty(shape)))

    def forward(self, x, state=None):
        state = state if state is not None else torch.zeros(self.num_layers, x.shape[1], self.hidden)
        last = []
        for l in range(self.num_layers):
            Wx, Wh, b = (getattr(self, f"{name}_l{l}") for name in ("weight_ih", "weight_hh", "bias_ih"))
            (Rr, Ru, Rc), c, out = Wh.chunk(3), state[l], []
            for t in range(x.shape[0]):
                xr, xu, xc = (x[t] @ Wx.T + b).chunk(3, dim=1)
                r = torch.sigmoid(xr + c @ Rr.T)
                u = torch.sigmoid(xu + c @ Ru.T)
                candidate = torch.tanh(xc + (r * c) @ Rc.T)
                c = u * candidate + (1 - u) * c
                out.append(c)
            x = torch.stack(out)
            last.append(c)
        return x, torch.stack(last)


CELLS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": NotesGru}


class Model(torch.nn.Module):
    def __init__(self, cell, layers):
        super().__init__()
        self.rnn = CELLS[cell](VOCABULARY, HIDDEN, num_layers=layers)
        self.head = torch.nn.Linear(HIDDEN, VOCABULARY)
        for name, parameter in self.named_parameters():
            torch.nn.init.uniform_(parameter, -1, 1)
            if "bias_hh" in name:
                torch.nn.init.zeros_(parameter)
                parameter.requires_grad_(False)

    def trained(self):
        return {name: p for name, p in self.named_parameters() if p.requires_grad}


def windows(corpus, window, batch):
    """Inputs [T, B] (-1: the zero vector), targets [T, B] (-1: padding), and whether the state begins at zero."""
    ids = corpus["ids"]
    ranges = list(zip(corpus["train"][::2], corpus["train"][1::2]))
    if corpus["kind"] == "lines":
        columns = [(start, [-1] + ids[start:end - 1], ids[start:end]) for start, end in ranges]
    else:
        length = len(ids) // batch
        before = [-1] + ids[:-1]
        columns = [(s, before[s:s + length], ids[s:s + length]) for s in range(0, len(ids), length)]
    longest = max(len(targets) for _, _, targets in columns)
    pad = lambda values: values + [-1] * (longest - len(values))
    x = torch.tensor([pad(inputs) for _, inputs, _ in columns]).T
    y = torch.tensor([pad(targets) for _, _, targets in columns]).T
    for start in range(0, longest, window):
        yield x[start:start + window], y[start:start + window], start == 0


def loss_of(model, x, y, state):
    one_hot = torch.nn.functional.one_hot(x.clamp(min=0), VOCABULARY).double() * (x >= 0).unsqueeze(2)
    a, state = model.rnn(one_hot, state)
    logits = model.head(a)
    return torch.nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=-1), state


def detach(state):
    return tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()


def golden(cell, layers, corpus, training):
    torch.manual_seed(SEED)
    model = Model(cell, layers)
    optimiser = torch.optim.Adam(model.trained().values(), lr=training["learningRate"])
    plain = lambda tensors: {name: {"shape": list(t.shape), "values": t.flatten().tolist()} for name, t in tensors}
    initial = plain((name, p.detach()) for name, p in model.trained().items())
    losses, norms, gradients, state = [], [], None, None
    for _ in range(training["epochs"]):
        for x, y, begins in windows(corpus, training["window"], training["batch"]):
            optimiser.zero_grad()
            loss, state = loss_of(model, x, y, None if begins else detach(state))
            loss.backward()
            gradients = gradients or plain((name, p.grad.clone()) for name, p in model.trained().items())
            norm = torch.sqrt(sum((p.grad ** 2).sum() for p in model.trained().values()))
            if training["clip"] > 0 and norm > training["clip"]:
                for p in model.trained().values():
                    p.grad *= training["clip"] / norm
            optimiser.step()
            losses.append(loss.item())
            norms.append(norm.item())
    final = plain((name, p.detach()) for name, p in model.trained().items())
    return {
        "torch": torch.__version__, "seed": SEED,
        "network": {"cell": cell, "layers": layers, "hidden": HIDDEN, "vocabulary": VOCABULARY},
        "corpus": corpus, "training": training,
        "initial": initial, "gradients": gradients, "losses": losses, "norms": norms, "final": final,
    }


def main():
    torch.set_default_dtype(torch.float64)
    out = pathlib.Path(__file__).parent / "values"
    lines = {"epochs": 10, "batch": 3, "window": 6, "learningRate": 0.05, "clip": 0}
    text = {"epochs": 4, "batch": 2, "window": 4, "learningRate": 0.02, "clip": 0.5}
    for cell in CELLS:
        for name, layers, corpus, training in (("1-lines", 1, LINES, lines), ("2-lines", 2, LINES, lines),
                                               ("2-text", 2, TEXT, text)):
            values = golden(cell, layers, corpus, training)
            (out / f"{cell}-{name}.json").write_text(json.dumps(values, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
