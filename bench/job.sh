#!/bin/sh
# The whole job, from files to a measured model: TransferKit against a PyTorch script (tuned, and as installed), run in turn.
# usage: bench/job.sh PEER.py DATA.csv BACKBONE.onnx RETRAIN [THREADS] [ROUNDS]      prints medians as JSON, one line a program
# PEER.py is a script with the options of the command below, which writes its split with --split-out; DATA.csv has path and label.
# All train with momentum, batches of 32, 20 epochs, a rate of 0.001 in the stages, without augmentation, on the peer's split;
# "5 epochs" is the same with a quarter of the epochs: here the head is trained to its optimum before the stages move.
set -eu
peer=$1 data=$2 backbone=$3 retrain=$4 threads=${5:-2} rounds=${6:-5}
root=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-/usr/bin/python3}
dotnet build "$root/src/TransferKit.Cli" -c Release -v q -nologo >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

torch() {
  name=$1
  shift
  "$python" "$peer" --data "$1" --retrain "$retrain" --threads "$threads" --split-out "$2" $3 2>/dev/null >"$work/one.json"
  echo "$name" >>"$work/names"
  "$python" -c 'import json, sys; r = json.load(open(sys.argv[1])); print(json.dumps({"seconds": r["seconds"], "MiB": r["peak_rss_mib"], "test": r["accuracy"]["test"]}))' "$work/one.json" >>"$work/runs"
}

ours() {
  rm -rf "$work/cache" "$work"/m.*
  /usr/bin/time -f %M -o "$work/memory" dotnet "$root/src/TransferKit.Cli/bin/Release/net10.0/TransferKit.Cli.dll" train --data "$work/split.csv" \
    --backbone "$backbone" --input-range=-1:1 --retrain "$retrain" --epochs "$2" --optimizer momentum --learning-rate 0.001 --weight-decay 0.0001 \
    --augment none --share 1 --threads "$threads" --cache "$work/cache" --out "$work/m.onnx" --json 2>/dev/null >"$work/one.json"
  echo "$1" >>"$work/names"
  "$python" -c 'import json, sys; r = json.load(open(sys.argv[1])); print(json.dumps({"seconds": r["seconds"], "MiB": int(open(sys.argv[2]).read()) / 1024, "test": r["tasks"]["label"]["test"]}))' "$work/one.json" "$work/memory" >>"$work/runs"
}

"$python" "$peer" --data "$data" --retrain head --epochs 1 --split-out "$work/split.csv" >/dev/null 2>&1
for round in $(seq "$rounds"); do
  ours "TransferKit" 20
  torch "PyTorch tuned" "$work/split.csv" "$work/again.csv" "--channels-last --allocator keep"
  ours "TransferKit, 5 epochs" 5
  torch "PyTorch as installed" "$work/split.csv" "$work/again.csv" ""
  echo "round $round of $rounds done" >&2
done
"$python" - "$work/names" "$work/runs" "$threads" <<'PYTHON'
import collections, json, statistics, sys

runs = collections.defaultdict(list)
for name, line in zip(open(sys.argv[1]), open(sys.argv[2])):
    runs[name.strip()].append(json.loads(line))
for name, group in runs.items():
    seconds = {key: round(statistics.median(run["seconds"].get(key, 0) for run in group), 2) for key in group[0]["seconds"]}
    print(json.dumps({"program": name, "threads": int(sys.argv[3]), "runs": len(group), "seconds": seconds,
                      "peakMiB": round(statistics.median(run["MiB"] for run in group)), "test": group[0]["test"]}))
PYTHON
