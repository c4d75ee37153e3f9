"""scikit-learn on the features and folds that `TransferKit.Bench heads --out FOLDER` wrote, and the paired difference.

Each fold: standardise and fit a logistic regression on the fold's training rows, C chosen among them by an inner stratified
cross-validation of five folds. Needs Debian's python3-sklearn.
"""
import argparse
import csv
import json
import os
import time
import warnings
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("folder", type=Path, help="what --out named")
parser.add_argument("--cs", default="0.0001,0.0003,0.001,0.003,0.01,0.03,0.1,0.3,1", help="values of C to try")
parser.add_argument("--choose", default="accuracy", choices=["accuracy", "neg_log_loss"], help="what chooses C")
parser.add_argument("--threads", type=int, default=1)
arguments = parser.parse_args()

# The libraries read their thread limits while they load.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(arguments.threads)

import numpy
import sklearn
from scipy.stats import binomtest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# A class with fewer rows than folds is said on every fit.
warnings.filterwarnings("ignore", message="The least populated class")

FOLDS, RESAMPLES = 5, 10_000
features = numpy.load(arguments.folder / "features.npy")
grid = {"logisticregression__C": [float(c) for c in arguments.cs.split(",")]}


def wilson(right, count, z=1.959964):
    share, spread = right / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    half = z * ((share * (1 - share) + spread / 4) / count) ** 0.5 / (1 + spread)
    return f"{share:.3f} [{middle - half:.3f}, {middle + half:.3f}], n = {count}"


def read(path):
    lines = list(csv.DictReader(open(path)))
    columns = {name: numpy.array([int(line[name]) for line in lines]) for name in ("row", "fold", "label", "predicted")}
    return columns, numpy.array([float(line["label_probability"]) for line in lines])


def predict(rows, folds, labels, seed):
    predicted, probability = numpy.empty_like(labels), numpy.empty(len(labels))
    for fold in numpy.unique(folds):
        train, held_out = folds != fold, folds == fold
        model = GridSearchCV(
            make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)), grid, scoring=arguments.choose,
            cv=StratifiedKFold(FOLDS, shuffle=True, random_state=seed))
        model.fit(features[rows[train]], labels[train])
        scores = model.predict_proba(features[rows[held_out]])
        predicted[held_out] = model.classes_[scores.argmax(1)]
        column = {label: i for i, label in enumerate(model.classes_)}
        probability[held_out] = [s[column[label]] if label in column else 0 for s, label in zip(scores, labels[held_out])]
    return predicted, probability


def figures(labels, predicted, probability):
    return {"accuracy": wilson(int((predicted == labels).sum()), len(labels)),
            "balancedAccuracy": round(float(balanced_accuracy_score(labels, predicted)), 4),
            "logLoss": round(float(-numpy.log(numpy.maximum(probability, 1e-15)).mean()), 4)}


ours, theirs, seeds = [], [], []
for path in sorted(arguments.folder.glob("seed-*.csv"), key=lambda p: int(p.stem.split("-")[1])):
    seed = int(path.stem.split("-")[1])
    columns, our_probability = read(path)
    labels = columns["label"]
    start = time.perf_counter()
    predicted, probability = predict(columns["row"], columns["fold"], labels, seed)
    seconds = round(time.perf_counter() - start, 2)
    seeds.append({"seed": seed, "transferkit": figures(labels, columns["predicted"], our_probability),
                  "sklearn": figures(labels, predicted, probability) | {"seconds": seconds}})
    # Every photo is held out once a seed: in the order of photos, the seeds lie on top of each other.
    order = numpy.argsort(columns["row"])
    ours.append(((columns["predicted"] == labels) * 1.0)[order])
    theirs.append(((predicted == labels) * 1.0)[order])

ours, theirs = numpy.array(ours), numpy.array(theirs)
better, worse = int((ours > theirs).sum()), int((ours < theirs).sum())
# Whole photos are resampled: the seeds' answers for one photo are not independent.
difference = (ours - theirs).mean(0)
draws = numpy.random.default_rng(0).integers(0, len(difference), (RESAMPLES, len(difference)))
low, high = numpy.quantile(difference[draws].mean(1), [0.025, 0.975])


def mean(library, figure):
    return round(float(numpy.mean([run[library][figure] for run in seeds])), 4)


print(json.dumps({
    "library": f"scikit-learn {sklearn.__version__}", "shape": list(features.shape), "chosenBy": arguments.choose,
    "mean": {library: {"accuracy": round(float(right.mean()), 4), "balancedAccuracy": mean(library, "balancedAccuracy"),
                       "logLoss": mean(library, "logLoss")} for library, right in (("transferkit", ours), ("sklearn", theirs))},
    "difference": f"{difference.mean():+.4f} [{low:+.4f}, {high:+.4f}]",
    "onlyTransferKitRight": better, "onlySklearnRight": worse,
    "mcnemar": round(binomtest(better, better + worse).pvalue, 4) if better + worse else 1.0,
    "seeds": seeds}))
