"""A training step of a torchvision backbone's last stages and a fresh linear head on cached activations, one for each line read.

Prints "ready" when two steps have been taken; then, for each line read, takes one and prints its milliseconds. A step is forward, mean
cross-entropy, backward and SGD with momentum. Batch normalisation stays frozen: statistics, scale and shift. Weights are random, of a
seed. --export FILE.onnx writes the whole backbone and ends.

--best: channels last, and glibc told to keep freed memory. Without it: as installed.
Needs Debian 12's python3-torch, python3-torchvision and libopenblas0-pthread.
"""
import argparse
import os
import sys
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--model", required=True, help="torchvision's name")
parser.add_argument("--start", metavar="STAGE", help="the first module to train, as layer4.0")
parser.add_argument("--batch", type=int, default=32)
parser.add_argument("--classes", type=int, default=10)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--best", action="store_true")
parser.add_argument("--export", metavar="FILE.onnx")
arguments = parser.parse_args()

# Both libraries read their thread limits while they load.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(arguments.threads)
if arguments.best:
    import ctypes

    M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4
    libc = ctypes.CDLL("libc.so.6")
    if not (libc.mallopt(M_MMAP_MAX, 0) and libc.mallopt(M_TRIM_THRESHOLD, -1)):
        sys.exit("--best needs glibc")

import torch
import torchvision
from torch import nn
from torch.nn.functional import cross_entropy


class ClassToken(nn.Module):
    def forward(self, tokens):
        return tokens[:, 0]


class Pooled(nn.Module):
    def forward(self, maps):
        return maps.mean((2, 3))


class Tokens(nn.Module):
    """A vision transformer's image to tokens."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, images):
        tokens = self.model._process_input(images)
        tokens = torch.cat([self.model.class_token.expand(len(tokens), -1, -1), tokens], dim=1)
        return self.model.encoder.dropout(tokens + self.model.encoder.pos_embedding)


def stages(model):
    """(name, module), from the image to what a head reads."""
    kind = type(model).__name__
    if kind == "VisionTransformer":
        layers = [(f"encoder.layers.{name}", layer) for name, layer in model.encoder.layers.named_children()]
        return [("conv_proj", Tokens(model)), *layers, ("encoder.ln", model.encoder.ln), ("token", ClassToken())]
    if kind == "ResNet":
        groups = ("layer1", "layer2", "layer3", "layer4")
        blocks = [(f"{group}.{name}", block) for group in groups for name, block in getattr(model, group).named_children()]
        return [("conv1", nn.Sequential(model.conv1, model.bn1, model.relu, model.maxpool)), *blocks, ("pool", Pooled())]
    found = []
    for name, block in model.features.named_children():
        nested = kind == "EfficientNet" and not isinstance(block, torchvision.ops.Conv2dNormActivation)
        found += [(f"features.{name}.{i}", b) for i, b in block.named_children()] if nested else [(f"features.{name}", block)]
    return found + ([("relu", nn.ReLU())] if kind == "DenseNet" else []) + [("pool", Pooled())]


def random_model():
    torch.manual_seed(7)
    model = torchvision.models.get_model(arguments.model, weights=None)
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:  # statistics of random images, so that activations stay in range
        norm.reset_running_stats()
        norm.momentum = None
    with torch.no_grad():
        model.train()(torch.randn(16, 3, 224, 224))
    return model.eval()


def prepare(model):
    modules = stages(model)
    first = [name for name, _ in modules].index(arguments.start)
    activations = torch.randn(arguments.batch, 3, 224, 224)
    with torch.no_grad():
        for _, module in modules[:first]:
            activations = module(activations)
        suffix = nn.Sequential(*[module for _, module in modules[first:]])
        suffix.add_module("head", nn.Linear(suffix(activations).shape[1], arguments.classes))
    for module in suffix.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.requires_grad_(False)
    if arguments.best:
        suffix = suffix.to(memory_format=torch.channels_last)
        activations = activations.contiguous(memory_format=torch.channels_last) if activations.dim() == 4 else activations
    return suffix.eval(), activations  # eval: dropout and stochastic depth are off, as in the other program


def main():
    torch.set_num_threads(arguments.threads)
    model = random_model()
    if arguments.export:
        torch.onnx.export(model, torch.randn(2, 3, 224, 224), arguments.export, opset_version=13, training=torch.onnx.TrainingMode.PRESERVE,
                          do_constant_folding=False, input_names=["image"], output_names=["logits"],
                          dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}})
        return
    suffix, activations = prepare(model)
    labels = torch.randint(0, arguments.classes, (arguments.batch,))
    trained = [p for p in suffix.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=1e-6, momentum=0.9)

    def step():
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        cross_entropy(suffix(activations), labels).backward()
        optimizer.step()
        return 1000 * (time.perf_counter() - start)

    step(), step()
    blas = any("openblas" in line for line in open("/proc/self/maps"))
    print(f"ready: torch {torch.__version__}, {'OpenBLAS' if blas else 'reference BLAS'}, {sum(p.numel() for p in trained)} parameters", flush=True)
    for _ in sys.stdin:
        print(f"{step():.3f}", flush=True)


main()
