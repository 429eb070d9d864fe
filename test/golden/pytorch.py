"""Golden values of networks, made by PyTorch in float64. Writes values-pytorch/*.json next to this file.

    python3 test/golden/pytorch.py          (Debian: apt install python3-torch)

The tests read the values only. Each file: a network, one window of packed sequences of different lengths, the initial
parameters, the mean loss, its gradient and the gradient's norm, and `runs`: the loss after each of ten steps on that window, for
every optimiser, not clipped and clipped in both ways. Rows of inputs and targets stand as PackedSequence.data has them,
step after step; an input of -1 is the zero vector, a target of -1 does not count.

Tensors have PyTorch's names and layout, without what is frozen at zero: bias_hh, but for the candidate's block of a GRU.
"""
import json
import pathlib

import torch
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

SEED = 11
HIDDEN, VOCABULARY, WIDTH = 4, 6, 3
LENGTHS = [6, 4, 4, 1]
STEPS = 10
MASKED = 2  # a row whose target does not count

CELLS = {
    "rnn-tanh": {"cell": "rnn", "activation": "tanh"},
    "rnn-relu": {"cell": "rnn", "activation": "relu"},
    "gru": {"cell": "gru", "reset": "after"},
    "lstm": {"cell": "lstm"},
}
OPTIMISERS = [
    ({"kind": "sgd", "momentum": 0.9}, 0.1),
    ({"kind": "rmsprop"}, 0.01),
    ({"kind": "adam"}, 0.02),
    ({"kind": "adamw", "weightDecay": 0.1}, 0.02),
]
CLIPPINGS = [{"clip": 0}, {"clip": 0.1}, {"clip": 0, "clipValue": 0.02}]


def cases():
    """Names and networks, in the words of NetworkConfig (src/engine/config.ts)."""
    for name, cell in CELLS.items():
        for layers in (1, 3):
            for directions in (1, 2):
                yield f"{name}-{layers}x{directions}", network(cell, layers, directions)
    end = {"kind": "sigmoid", "outputs": 2, "at": "end"}
    yield "lstm-sigmoid-end", network(CELLS["lstm"], 1, 2, head=end)
    yield "rnn-tanh-sigmoid-steps", network(CELLS["rnn-tanh"], 1, 2, head={**end, "at": "steps"})
    yield "gru-softmax-end", network(CELLS["gru"], 2, 2, head={"kind": "softmax", "outputs": 3, "at": "end"})
    yield "gru-embedding", network(CELLS["gru"], 1, 2, input={"embedding": WIDTH})
    yield "lstm-vectors", network(CELLS["lstm"], 1, 2, input={"vectors": WIDTH})
    yield "lstm-learned", network(CELLS["lstm"], 2, 2, initialState="learned")


def network(cell, layers, directions, **rest):
    return {**cell, "layers": layers, "hidden": HIDDEN, "directions": directions, "vocabulary": VOCABULARY, **rest}


class Model(torch.nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.head_config = config.get("head", {"kind": "softmax", "outputs": config["vocabulary"], "at": "steps"})
        kind, reading = config["cell"], config.get("input", {})
        vocabulary = config["vocabulary"]
        width = reading.get("embedding") or reading.get("vectors") or vocabulary
        if "embedding" in reading:
            self.embedding = torch.nn.Embedding(vocabulary, width)
        make = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[kind]
        options = {"nonlinearity": config["activation"]} if kind == "rnn" else {}
        directions = config["directions"]
        self.rnn = make(width, HIDDEN, num_layers=config["layers"], bidirectional=directions == 2, **options)
        self.head = torch.nn.Linear(directions * HIDDEN, self.head_config["outputs"])
        self.initial = torch.nn.ParameterDict(self.learned_states())
        for name, p in self.named_parameters():
            # Four decimals: short in the file, and read back exactly. No -0.
            p.data = torch.empty_like(p).uniform_(-0.9, 0.9).mul(1e4).round().div(1e4).add(0.0)
            if "bias_hh" in name:
                self.freeze(p)

    def learned_states(self):
        if self.config.get("initialState") != "learned":
            return {}
        letters = "ac" if self.config["cell"] == "lstm" else "a"
        return {f"{letter}_{suffix}": torch.nn.Parameter(torch.empty(HIDDEN))
                for letter in letters for suffix in self.suffixes()}

    def suffixes(self):
        for l in range(self.config["layers"]):
            yield f"l{l}"
            if self.config["directions"] == 2:
                yield f"l{l}_reverse"

    def freeze(self, bias):
        """Zero, and remains so; of a GRU, only the blocks r and z."""
        frozen = 2 * HIDDEN if self.config["cell"] == "gru" else bias.numel()
        bias.data[:frozen] = 0
        mask = (torch.arange(bias.numel()) >= frozen).double()
        bias.register_hook(lambda gradient: gradient * mask)

    def tensors(self, of):
        """What trains, by name, as `of` has it."""
        named = {name: of(p).detach() for name, p in self.named_parameters()}
        if self.config["cell"] != "gru":
            named = {name: t for name, t in named.items() if "bias_hh" not in name}
        return {name: {"shape": list(t.shape), "values": t.flatten().tolist()} for name, t in named.items()}

    def read(self, inputs):
        """Packed ids, or packed vectors, as packed rows of numbers."""
        data, *order = inputs
        if data.dim() == 2:
            return inputs
        there = (data >= 0).unsqueeze(1)
        if "embedding" in self.config.get("input", {}):
            return PackedSequence(self.embedding(data.clamp(min=0)) * there, *order)
        return PackedSequence(torch.nn.functional.one_hot(data.clamp(min=0), self.config["vocabulary"]) * there.double(), *order)

    def states(self):
        if len(self.initial) == 0:
            return None
        states = tuple(
            torch.stack([self.initial[f"{letter}_{suffix}"] for suffix in self.suffixes()])
            .unsqueeze(1).expand(-1, len(LENGTHS), -1).contiguous() for letter in "ac")
        return states if self.config["cell"] == "lstm" else states[0]

    def loss(self, inputs, targets):
        out, last = self.rnn(self.read(inputs), self.states())
        if self.head_config["at"] == "end":
            last = last[0] if isinstance(last, tuple) else last
            rows = torch.cat(list(last[-self.config["directions"]:]), dim=1)
        else:
            rows = out.data
        logits = self.head(rows)
        if self.head_config["kind"] == "softmax":
            return torch.nn.functional.cross_entropy(logits, targets, ignore_index=-1)
        counts = targets >= 0
        return torch.nn.functional.binary_cross_entropy_with_logits(logits[counts], targets[counts].double())


def window(model):
    """Documents of the lengths: inputs, packed, and targets in the order of the head's rows."""
    config, head = model.config, model.head_config
    longest = max(LENGTHS)
    documents = torch.randint(VOCABULARY, (longest, len(LENGTHS)))
    begins = torch.full((1, len(LENGTHS)), -1)
    inputs = pack_padded_sequence(torch.cat([begins, documents[:-1]]), LENGTHS)
    if "vectors" in config.get("input", {}):
        inputs = pack_padded_sequence(torch.randn(longest, len(LENGTHS), WIDTH).mul(1e3).round().div(1e3), LENGTHS)
    rows = len(LENGTHS) if head["at"] == "end" else sum(LENGTHS)
    if head["kind"] == "sigmoid":
        targets = torch.randint(2, (rows, head["outputs"]))
    elif head["at"] == "end":
        targets = torch.randint(head["outputs"], (rows,))
    else:
        targets = pack_padded_sequence(documents, LENGTHS).data.clone()
    targets.view(-1)[MASKED] = -1
    assert pad_packed_sequence(inputs)[1].tolist() == LENGTHS
    return inputs, targets


def norm_of(parameters):
    return torch.linalg.vector_norm(torch.cat([p.grad.flatten() for p in parameters]))


def clip_gradients(parameters, clip=0, clipValue=0):
    """By the global norm, without the 1e-6 that clip_grad_norm_ adds to it; then each element."""
    norm = norm_of(parameters)
    if 0 < clip < norm:
        for p in parameters:
            p.grad *= clip / norm
    if clipValue > 0:
        torch.nn.utils.clip_grad_value_(parameters, clipValue)


def optimiser_for(parameters, kind, lr, momentum=0, weightDecay=0):
    if kind == "sgd":
        return torch.optim.SGD(parameters, lr=lr, momentum=momentum)
    if kind == "adamw":
        return torch.optim.AdamW(parameters, lr=lr, weight_decay=weightDecay)
    return {"rmsprop": torch.optim.RMSprop, "adam": torch.optim.Adam}[kind](parameters, lr=lr)


def run(config, optimiser, learning_rate, clipping):
    model, inputs, targets = begin(config)
    parameters = list(model.parameters())
    stepper = optimiser_for(parameters, lr=learning_rate, **optimiser)
    losses = []
    for _ in range(STEPS):
        stepper.zero_grad()
        model.loss(inputs, targets).backward()
        clip_gradients(parameters, **clipping)
        stepper.step()
        losses.append(model.loss(inputs, targets).item())
    return {"optimiser": optimiser, "learningRate": learning_rate, **clipping, "losses": losses}


def begin(config):
    torch.manual_seed(SEED)
    model = Model(config)
    return model, *window(model)


def golden(config):
    model, inputs, targets = begin(config)
    loss = model.loss(inputs, targets)
    loss.backward()
    norm = norm_of(model.parameters())
    runs = [run(config, optimiser, rate, clipping) for optimiser, rate in OPTIMISERS for clipping in CLIPPINGS]
    assert norm > 2 * max(clipping["clip"] for clipping in CLIPPINGS), "nothing is clipped"
    return {
        "torch": torch.__version__, "seed": SEED, "network": config,
        "lengths": LENGTHS, "inputs": inputs.data.flatten().tolist(), "targets": targets.flatten().tolist(),
        "initial": model.tensors(lambda p: p),
        "loss": loss.item(), "norm": norm.item(), "gradients": model.tensors(lambda p: p.grad),
        "runs": runs,
    }


def main():
    torch.set_default_dtype(torch.float64)
    out = pathlib.Path(__file__).parent / "values-pytorch"
    out.mkdir(exist_ok=True)
    for name, config in cases():
        (out / f"{name}.json").write_text(json.dumps(golden(config), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
