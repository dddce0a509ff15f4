"""The images that the test has written to the folder INKGRAD_MNIST, a byte a pixel and a label."""
import os

import numpy as np


def load_mnist(normalize=True, flatten=True, one_hot_label=False):
    if one_hot_label:
        raise ValueError("the programs take labels as numbers")

    def read(name):
        return np.fromfile(os.path.join(os.environ["INKGRAD_MNIST"], name), dtype=np.uint8)

    def images(name):
        x = read(name).reshape((-1, 784) if flatten else (-1, 1, 28, 28))
        return x.astype(np.float32) / 255.0 if normalize else x

    return (images("train-images"), read("train-labels")), (images("test-images"), read("test-labels"))
