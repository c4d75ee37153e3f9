#!/bin/sh
# Decode and features in images a second, TransferKit against PIL + PyTorch (at its best, and as installed), run in turn.
# usage: bench/features.sh BACKBONE.onnx FOLDER [COUNT] [ROUNDS]      prints medians as JSON, one line a library and thread count
# BACKBONE is a MobileNet V1 with folded batch normalisation (see bench/peers/features.py); FOLDER holds JPEG files.
set -eu
backbone=$1 images=$2 count=${3:-192} rounds=${4:-5}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
dotnet build "$here/TransferKit.Bench" -c Release -v q -nologo >&2
runs=$(mktemp)
trap 'rm -f "$runs"' EXIT
for round in $(seq "$rounds"); do
  for threads in 1 2; do
    dotnet "$here/TransferKit.Bench/bin/Release/net10.0/TransferKit.Bench.dll" features \
      --backbone "$backbone" --images "$images" --count "$count" --threads "$threads" >>"$runs"
    "$python" "$here/peers/features.py" --backbone "$backbone" --images "$images" --count "$count" --threads "$threads" --best >>"$runs"
    "$python" "$here/peers/features.py" --backbone "$backbone" --images "$images" --count "$count" --threads "$threads" >>"$runs"
  done
  echo "round $round of $rounds done" >&2
done
"$python" - "$runs" <<'PYTHON'
import collections, json, statistics, sys

runs = collections.defaultdict(list)
for line in open(sys.argv[1]):
    run = json.loads(line)
    runs[run["library"], run["threads"]].append(run)
for (library, threads), group in sorted(runs.items(), key=lambda item: (item[0][1], item[0][0])):
    medians = {key: statistics.median(run[key] for run in group) for key in ("decode", "features", "both", "peakMiB")}
    print(json.dumps({"library": library, "threads": threads, "runs": len(group), **medians}))
PYTHON
