"""Golden values of encoder-decoders (notes 1.5.1), made by PyTorch in float64. Writes values-pairs/*.json next to this file.

    python3 test/golden/pairs.py          (Debian: apt install python3-torch)

The tests read the values only. Each file: a network, pairs of sequences of different lengths, the initial parameters, the
gradient of the first step, and the loss and the norm of the gradient at each of ten steps of Adam on all pairs at once.

The encoder reads the source as it stands. Its last states, summed over the directions, are those that the decoder begins
with, layer by layer. The decoder reads the zero vector, then the target; its last target is EOS, id 0.
"""
import json
import pathlib

import torch
from torch.nn.utils.rnn import pack_padded_sequence

from pytorch import CELLS, HIDDEN, SEED, STEPS, Model

SOURCE, TARGET, WIDTH = 5, 6, 3
LENGTHS = [(5, 2), (3, 6), (1, 1), (4, 4), (4, 3)]  # of the sources, and of the targets with EOS


def cases():
    """Names and networks, in the words of NetworkConfig (src/engine/config.ts)."""
    for name, cell in CELLS.items():
        for layers, directions in ((1, 1), (1, 2), (2, 2)):
            yield f"{name}-{layers}x{directions}", network(cell, layers, directions)
    yield "lstm-embedding", network(CELLS["lstm"], 2, 2, input={"embedding": WIDTH})


def network(cell, layers, directions, **rest):
    encoder = {"vocabulary": SOURCE, "directions": directions}
    return {**cell, "layers": layers, "hidden": HIDDEN, "vocabulary": TARGET, "encoder": encoder, **rest}


class Half(Model):
    """The encoder, which has no head, or the decoder."""

    def __init__(self, config, vocabulary, directions):
        super().__init__({**config, "vocabulary": vocabulary, "directions": directions})

    def run(self, sequences, states=None):
        """Sequences of ids, -1 for the zero vector -> activations, packed, and the last states."""
        lengths = [len(ids) for ids in sequences]
        padded = torch.nn.utils.rnn.pad_sequence(sequences)
        packed = pack_padded_sequence(padded, lengths, enforce_sorted=False)
        return self.rnn(self.read(packed), states)


def summed(states, layers, directions):
    """Over the directions: [layers * directions, batch, H] -> [layers, batch, H]."""
    if isinstance(states, tuple):
        return tuple(summed(each, layers, directions) for each in states)
    return states.view(layers, directions, *states.shape[1:]).sum(dim=1)


class Pair:
    def __init__(self, config):
        torch.manual_seed(SEED)
        layers, self.directions = config["layers"], config["encoder"]["directions"]
        self.layers = layers
        self.encoder = Half(config, SOURCE, self.directions)
        self.decoder = Half(config, TARGET, 1)
        self.sources = [torch.randint(1, SOURCE, (length,)) for length, _ in LENGTHS]
        self.targets = [torch.cat([torch.randint(1, TARGET, (length - 1,)), torch.zeros(1, dtype=torch.long)])
                        for _, length in LENGTHS]
        self.encoder.head = None
        self.parameters = [*self.encoder.parameters(), *self.decoder.parameters()]

    def loss(self):
        _, states = self.encoder.run(self.sources)
        begins = torch.full((1,), -1)
        inputs = [torch.cat([begins, target[:-1]]) for target in self.targets]
        out, _ = self.decoder.run(inputs, summed(states, self.layers, self.directions))
        logits = self.decoder.head(out.data)
        targets = pack_padded_sequence(torch.nn.utils.rnn.pad_sequence(self.targets),
                                       [len(target) for target in self.targets], enforce_sorted=False)
        return torch.nn.functional.cross_entropy(logits, targets.data)

    def tensors(self, of):
        encoder = {f"encoder.{name}": tensor for name, tensor in self.encoder.tensors(of).items()}
        return {**encoder, **self.decoder.tensors(of)}


def golden(config):
    pair = Pair(config)
    adam = torch.optim.Adam(pair.parameters, lr=0.02)
    initial = pair.tensors(lambda p: p)
    losses, norms, gradients = [], [], None
    for _ in range(STEPS):
        adam.zero_grad()
        loss = pair.loss()
        loss.backward()
        losses.append(loss.item())
        norms.append(torch.sqrt(sum((p.grad ** 2).sum() for p in pair.parameters)).item())
        gradients = gradients or pair.tensors(lambda p: p.grad)
        adam.step()
    return {
        "torch": torch.__version__, "seed": SEED, "network": config, "learningRate": 0.02,
        "sources": [ids.tolist() for ids in pair.sources], "targets": [ids.tolist() for ids in pair.targets],
        "initial": initial, "gradients": gradients, "losses": losses, "norms": norms,
    }


def main():
    torch.set_default_dtype(torch.float64)
    out = pathlib.Path(__file__).parent / "values-pairs"
    out.mkdir(exist_ok=True)
    for name, config in cases():
        (out / f"{name}.json").write_text(json.dumps(golden(config), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
