"""Trains a torchvision backbone's last layers by plain SGD, for another implementation to be compared with.

Writes OUT/MODEL.onnx (seeded random weights, batch normalisation calibrated and kept as nodes) and OUT/images.raw, and prints one
line of JSON: {"images": [N, 3, H, W]}. Then for each line read, a JSON list of parameters by their names in the file, it trains
these and nothing else from the start, writes their values after the last step one behind the other to OUT/trained.raw, and prints
{"labels": [[...], ...], "rates": [...], "losses": [...], "noise": X}: for every step the labels, the learning rate, such that the
step moves the parameters by the share --move of their norm, and the loss before it. The loss is the mean cross-entropy of the
backbone's own logits. Batch normalisation keeps its statistics, scales and shifts. All raw files are little-endian float32.

Every step has labels of its own: steps of this length would soon know a single batch by heart, and then compare the rounding of
vanishing gradients. Where a value crosses a kink in one precision and not in another, the paths part, and no two programs end at
the same weights. So the same steps are taken in float64 too, and from weights that differ by a few roundings: "noise" is the largest
norm(these weights - those) / norm(these - start), and labels are drawn anew, up to twenty times, until it is at most 1e-4.

Needs Debian 12's python3-torch and python3-torchvision.
"""
import argparse
import copy
import json
import os
import sys

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


def neighbours(model, images, names, generator):
    """The same in float64, and with trained weights a few roundings away."""
    yield copy.deepcopy(model).double(), images.double()
    for _ in range(2):
        other = copy.deepcopy(model)
        with torch.no_grad():
            for name, parameter in other.named_parameters():
                if name in names:
                    parameter *= 1 + 1e-6 * torch.randn(parameter.shape, generator=generator)
        yield other, images


def train_where_paths_agree(model, images, names, arguments):
    start = [dict(model.named_parameters())[name].detach() for name in names]
    for draw in range(20):
        generator = torch.Generator().manual_seed(arguments.seed + draw)
        labels = torch.randint(0, 1000, (arguments.steps, arguments.batch), generator=generator)
        trained, rates, losses = train(copy.deepcopy(model), images, labels, names, arguments.move)
        noise = 0
        for other_model, other_images in neighbours(model, images, names, generator):
            other, _, _ = train(other_model, other_images, labels, names, arguments.move, rates)
            noise = max(noise, (distance(trained, other) / distance(trained, start)).item())
            if noise > 1e-4:
                break
        else:
            break
    return trained, {"labels": labels.tolist(), "rates": rates, "losses": losses, "noise": noise}


def write_raw(path, tensors):
    with open(path, "wb") as file:
        for tensor in tensors:
            file.write(tensor.detach().contiguous().numpy().astype("<f4").tobytes())


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
    write_raw(os.path.join(arguments.out, "images.raw"), [images])
    print(json.dumps({"images": list(images.shape)}), flush=True)

    for line in sys.stdin:
        trained, steps = train_where_paths_agree(model, images, json.loads(line), arguments)
        write_raw(os.path.join(arguments.out, "trained.raw"), trained)
        print(json.dumps(steps), flush=True)


if __name__ == "__main__":
    main()
