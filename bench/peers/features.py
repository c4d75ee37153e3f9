"""Images a second from files to pooled features with PIL and PyTorch: what `TransferKit.Bench features` does, done in Python.

The network is a plain chain of convolutions and ReLU6 (MobileNet V1 with batch normalisation folded), its weights taken from the
same ONNX file, padding SAME as TensorFlow has it. Pictures are stretched and scaled to -1..1. As in TransferKit the last map of
every resolution is mean pooled.

--best: channels last, frozen TorchScript, and glibc told to keep freed memory. Without it: as installed.
Needs Debian's python3-torch, python3-pil, python3-onnx and libopenblas0-pthread.
"""
import argparse
import json
import os
import sys
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--backbone", required=True, help="the .onnx file")
parser.add_argument("--images", required=True, help="folder with JPEG files")
parser.add_argument("--count", type=int, default=200)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--batch", type=int, default=32)
parser.add_argument("--size", type=int, default=224)
parser.add_argument("--best", action="store_true")
parser.add_argument("--check", metavar="FILE.f32", help="also write the features, float32, row-major")
arguments = parser.parse_args()

# Both libraries read their thread limits while they load.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(arguments.threads)
if arguments.best:
    import ctypes

    M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4
    libc = ctypes.CDLL("libc.so.6")
    if not (libc.mallopt(M_MMAP_MAX, 0) and libc.mallopt(M_TRIM_THRESHOLD, -1)):
        sys.exit("--best needs glibc")

import resource
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import onnx
import torch
from onnx import numpy_helper
from PIL import Image, ImageOps
from torch import nn
from torch.nn import functional

torch.set_num_threads(arguments.threads)
warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)


class Convolution(nn.Module):
    """One convolution of the file with SAME padding and ReLU6."""

    def __init__(self, node, tensors):
        super().__init__()
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        weight, bias = (tensors[name] for name in node.input[1:3])
        self.stride = attributes.get("strides", [1, 1])[0]
        self.kernel = weight.shape[2]
        groups = attributes.get("group", 1)
        self.layer = nn.Conv2d(weight.shape[1] * groups, weight.shape[0], self.kernel, self.stride, self.same_padding(), groups=groups)
        self.layer.weight.data, self.layer.bias.data = weight, bias

    def same_padding(self):
        return self.kernel // 2 if self.stride == 1 else 0

    def forward(self, x):
        if self.stride > 1:
            over = (self.kernel - self.stride) if x.shape[2] % self.stride == 0 else self.kernel - x.shape[2] % self.stride
            x = functional.pad(x, (over // 2, over - over // 2, over // 2, over - over // 2))
        return functional.relu6(self.layer(x), inplace=True)


class Features(nn.Module):
    """The chain; every map before the resolution falls, and the last one, mean pooled, one after another."""

    def __init__(self, path):
        super().__init__()
        graph = onnx.load(path).graph
        tensors = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
        self.layers = nn.ModuleList(Convolution(node, tensors) for node in graph.node if node.op_type == "Conv")

    def forward(self, x):
        pooled = []
        for i, layer in enumerate(self.layers):
            if layer.stride > 1 and i > 0:
                pooled.append(x.mean((2, 3)))
            x = layer(x)
        pooled.append(x.mean((2, 3)))
        return torch.cat(pooled, 1)


def decode(path):
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    pixels = numpy.array(upright.resize((arguments.size, arguments.size), Image.Resampling.BILINEAR))
    return torch.from_numpy(pixels).permute(2, 0, 1).float().mul_(1 / 127.5).sub_(1)


def main():
    files = sorted(Path(arguments.images).rglob("*.jpg"))[:arguments.count]
    network = Features(arguments.backbone).eval()
    layout = torch.contiguous_format
    with torch.no_grad():
        if arguments.best:
            layout = torch.channels_last
            example = torch.zeros(arguments.batch, 3, arguments.size, arguments.size).contiguous(memory_format=layout)
            network = torch.jit.optimize_for_inference(torch.jit.trace(network.to(memory_format=layout), example))
        warm = torch.zeros(arguments.batch, 3, arguments.size, arguments.size).contiguous(memory_format=layout)
        for _ in range(3):
            network(warm)

        rows, decode_seconds, run_seconds = [], 0.0, 0.0
        # Decoding takes the same threads as the network, in turn: together they cannot be faster than these two sums.
        with ThreadPoolExecutor(arguments.threads) as pool:
            for first in range(0, len(files), arguments.batch):
                start = time.perf_counter()
                pixels = torch.stack(list(pool.map(decode, files[first:first + arguments.batch]))).contiguous(memory_format=layout)
                decoded = time.perf_counter()
                rows.append(network(pixels))
                decode_seconds += decoded - start
                run_seconds += time.perf_counter() - decoded
    if arguments.check:
        torch.cat(rows).numpy().tofile(arguments.check)
    print(json.dumps({
        "library": "PyTorch best" if arguments.best else "PyTorch as installed", "images": len(files), "threads": arguments.threads,
        "batch": arguments.batch, "decode": round(len(files) / decode_seconds, 2), "features": round(len(files) / run_seconds, 2),
        "both": round(len(files) / (decode_seconds + run_seconds), 2),
        "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}))


main()
