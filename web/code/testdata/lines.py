"""Runs the classes of operations, and tells what each line assigns: it reads runs as JSON from stdin, as line_test.go
writes them."""
import json
import re
import sys

import numpy as np


def run(source, inputs, dout):
    lines, assigned = source.split("\n"), {}

    def trace(frame, event, _):
        if frame.f_code.co_filename != "class":
            return None
        at = frame.f_lineno
        if event in ("line", "return") and trace.last:
            left = re.match(r" {8}([\w., ]+) = ", lines[trace.last - 1])
            if left:
                names = left[1].split(", ")
                assigned[trace.last] = {name: float(eval(name, {}, frame.f_locals)) for name in names}
        trace.last = at if event == "line" else None
        return trace

    trace.last = None
    scope = {"np": np}
    exec(compile(source, "class", "exec"), scope)
    layer = scope[re.match(r"class (\w+)", source)[1]]()
    sys.settrace(trace)
    layer.forward(*map(np.float64, inputs))
    trace.last = None
    layer.backward(np.float64(dout))
    sys.settrace(None)
    return assigned


json.dump({name: run(**r) for name, r in json.load(sys.stdin).items()}, sys.stdout)
