"""python3 record.py PROGRAM FOLDER runs a program as if it were started by itself. It must import NumPy and what Python
itself has, and nothing else.

It writes what the program drew to files in the folder, each of float64s: the weights at the start (initial), the images
of each step (batches), and the loss of each step but the last (losses). If a layer drew random numbers, there is an
empty file random, too."""
import os
import runpy
import sys

import numpy as np

program, folder = sys.argv[1:]
sys.path.pop(0)  # the folder of this program: it may have no module for the other
batches, losses, initial, drawn = [], [], [], []
choice, rand = np.random.choice, np.random.rand


def parameters(network):
    return np.concatenate([p.ravel() for p in network.params.values()])


def recorded_choice(n, size):
    network = sys._getframe(1).f_globals["network"]
    if batches:
        losses.append(network.last_layer.loss)
    else:
        initial.append(parameters(network))
    batches.append(choice(n, size))
    return batches[-1]


def recorded_rand(*shape):
    drawn.append(shape)
    return rand(*shape)


np.random.choice, np.random.rand = recorded_choice, recorded_rand
runpy.run_path(program, run_name="__main__")


def write(name, values):
    np.concatenate([np.ravel(v) for v in values]).astype("<f8").tofile(os.path.join(folder, name))


write("initial", initial)
write("batches", batches)
write("losses", losses)
if drawn:
    open(os.path.join(folder, "random"), "w").close()
