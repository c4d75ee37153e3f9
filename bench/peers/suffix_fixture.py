"""Trains a torchvision backbone's last layers by plain SGD in float64, for another implementation to be compared with.

Writes OUT/MODEL.onnx (seeded random float32 weights, batch normalisation calibrated and kept as nodes) and OUT/images.raw (float32), and
prints one line of JSON: {"images": [N, 3, H, W]}. Then for each line read, a JSON list of parameters by their names in the file, it
trains these and nothing else from the start, writes their values after the last step one behind the other to OUT/trained.raw (float64),
and prints {"labels": [[...], ...], "rates": [...], "losses": [...], "float32": X}: for every step the labels, the learning
rate, such that the step moves the parameters by the share --move of their norm, and the loss before it. The loss is the mean cross-entropy
of the backbone's own logits. Batch normalisation keeps its statistics, scales and shifts. All raw files are little-endian.

Every step has labels of its own: steps of this length would soon know a single batch by heart, and then compare the rounding of
vanishing gradients. Such steps magnify differences, and where an activation crosses a kink in one computation and not in another, the
paths part: in float32 no two programs need end at the same weights. In float64 they do, so that is what is compared; "float32" is where
PyTorch itself ends when it takes the same steps in float32: norm(those weights - these) / norm(these - start).

Needs Debian 12's python3-torch and python3-torchvision.
"""
import argparse
import copy
import json
import os
import sys

import numpy
import torch
import torchvision
from torch import nn
from torch.nn.functional import cross_entropy


def build(name):
    options = {"init_weights": False, "aux_logits": True} if name in ("inception_v3", "googlenet") else {}
    return torchvision.models.get_model(name, weights=None, **options).eval()


def randomise_constants(model):
    """Replaces initial zeros and ones, which would hide a missing bias or scale."""
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, (nn.BatchNorm2d, nn.LayerNorm)):
                module.weight.uniform_(0.5, 1.5)
                module.bias.normal_(0, 0.1)
        for parameter in model.parameters():
            if not parameter.any():
                parameter.normal_(0, 0.05)


def calibrate_batchnorm(model, images):
    """Sets running statistics to those of images, so that activations stay in range."""
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # plain average
        norm.train()
    with torch.no_grad():
        model(images)
    model.eval()


class StoredHardsigmoid(nn.Module):
    """With the slope that the file holds, 1/6 in float32."""

    def forward(self, x):
        return torch.clamp(x * numpy.float32(1 / 6).item() + 0.5, 0, 1)


class StoredHardswish(StoredHardsigmoid):
    def forward(self, x):
        return x * super().forward(x)


def in_float64(model):
    """The model in float64, with the constants of its operators as the file holds them: in float32."""
    model = copy.deepcopy(model).double()
    for module in list(model.modules()):
        if isinstance(module, (nn.BatchNorm2d, nn.LayerNorm)):
            module.eps = numpy.float32(module.eps).item()
        for name, child in module.named_children():
            if isinstance(child, (nn.Hardsigmoid, nn.Hardswish)):
                setattr(module, name, StoredHardswish() if isinstance(child, nn.Hardswish) else StoredHardsigmoid())
    return model


def train(model, images, labels, names, move, rates=None):
    """Steps from the model's weights; the rates that move them as told, or those given."""
    parameters = dict(model.named_parameters())
    for name, parameter in parameters.items():
        parameter.requires_grad_(name in names)
    trained = [parameters[name] for name in names]
    found, losses = [], []
    for step, step_labels in enumerate(labels):
        loss = cross_entropy(model(images), step_labels)
        gradients = torch.autograd.grad(loss, trained)
        with torch.no_grad():
            found.append(rates[step] if rates else (move * norm(trained) / norm(gradients)).item())
            losses.append(loss.item())
            for parameter, gradient in zip(trained, gradients):
                parameter -= found[-1] * gradient
    return [p.detach() for p in trained], found, losses


def norm(tensors):
    return sum((tensor.double() ** 2).sum() for tensor in tensors).sqrt()


def distance(left, right):
    return norm([a.double() - b.double() for a, b in zip(left, right)])


def train_in_both_precisions(model, images, names, arguments):
    start = [dict(model.named_parameters())[name].detach() for name in names]
    generator = torch.Generator().manual_seed(arguments.seed)
    labels = torch.randint(0, 1000, (arguments.steps, arguments.batch), generator=generator)
    trained, rates, losses = train(in_float64(model), images.double(), labels, names, arguments.move)
    in_float32, _, _ = train(copy.deepcopy(model), images, labels, names, arguments.move, rates)
    apart = (distance(trained, in_float32) / distance(trained, start)).item()
    return trained, {"labels": labels.tolist(), "rates": rates, "losses": losses, "float32": apart}


def write_raw(path, tensors, kind):
    with open(path, "wb") as file:
        for tensor in tensors:
            file.write(tensor.detach().contiguous().numpy().astype(kind).tobytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="torchvision's name")
    parser.add_argument("--out", required=True, help="folder to write to")
    parser.add_argument("--size", type=int, default=64, help="height and width of the images (default 64)")
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--move", type=float, default=0.0105, help="share of the parameters' norm that a step moves them (default 0.0105)")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    os.makedirs(arguments.out, exist_ok=True)

    model = build(arguments.model)
    randomise_constants(model)
    calibrate_batchnorm(model, torch.randn(8, 3, arguments.size, arguments.size))
    images = torch.randn(arguments.batch, 3, arguments.size, arguments.size)
    torch.onnx.export(model, images, os.path.join(arguments.out, arguments.model + ".onnx"), opset_version=13,
                      training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False, input_names=["image"],
                      output_names=["logits"], dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}})
    write_raw(os.path.join(arguments.out, "images.raw"), [images], "<f4")
    print(json.dumps({"images": list(images.shape)}), flush=True)

    for line in sys.stdin:
        trained, steps = train_in_both_precisions(model, images, json.loads(line), arguments)
        write_raw(os.path.join(arguments.out, "trained.raw"), trained, "<f8")
        print(json.dumps(steps), flush=True)


if __name__ == "__main__":
    main()
