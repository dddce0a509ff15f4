"""Runs classes of layers: it reads cases as JSON from stdin, and writes what each computes. See class_test.go."""
import json
import sys
from types import SimpleNamespace

import numpy as np


def array(a):
    return np.array(a["data"], dtype=np.float64).reshape(a["shape"])


def run(c):
    params = {name: array(a) for name, a in c["params"].items()} if c["params"] else {}
    np.random.rand = lambda *shape: array(c["random"]).reshape(shape)
    scope = {"np": np, "self": SimpleNamespace(params=params)}
    exec(c["source"], scope)
    layer = eval(c["construct"], scope)
    x, dout = array(c["x"]), array(c["dout"])
    if c.get("t"):
        t = array(c["t"]).astype(int)
        answer = {"out": np.array([layer.forward(x, t)]), "dx": layer.backward(dout)}
        one_hot = np.zeros(x.shape)
        one_hot[range(len(t)), t] = 1
        if layer.forward(x, one_hot) != answer["out"][0]:
            sys.exit("one-hot targets have another loss than labels")
        return answer
    answer = {"out": layer.forward(x), "dx": layer.backward(dout)}
    for name in c["gradients"] or []:
        answer[name] = getattr(layer, name)
    if c["modes"]:
        answer["test"] = layer.forward(x, False)
    if not np.array_equal(x, array(c["x"])) or not np.array_equal(dout, array(c["dout"])):
        sys.exit(c["construct"] + " writes to its input, or to dout")
    return answer


answers = {name: {what: {"shape": a.shape, "data": a.ravel().tolist()} for what, a in run(c).items()}
           for name, c in json.load(sys.stdin).items()}
json.dump(answers, sys.stdout)
