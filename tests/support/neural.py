"""A voice of our own making for piper-tts: a few nodes that hum as long as the phonemes ask for."""

from __future__ import annotations

import json
from pathlib import Path

import onnx
from onnx import TensorProto, helper

RATE_HZ = 16_000
SAMPLES_A_SYMBOL = 600
SYMBOLS = "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyzæðŋɐɑɒɔəɚɛɜɡɪɹɾʃʊʌʒʔˈˌːθ̩"


def write_voice(
    folder: Path, name: str = "en_GB-hum-low", *, pitch: float = 0.004, noise: bool = False
) -> Path:
    """Write `NAME.onnx` and `NAME.onnx.json`; a phoneme's number decides how high it hums."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    onnx.save(_model(pitch, noise=noise), str(path))
    about = {
        "audio": {"sample_rate": RATE_HZ, "quality": "low"},
        "dataset": "hum",
        "language": {"code": "en_GB"},
        "espeak": {"voice": "en-gb-x-rp"},
        "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
        "num_symbols": 256,
        "num_speakers": 1,
        "phoneme_type": "espeak",
        "phoneme_id_map": {symbol: [number] for number, symbol in enumerate(SYMBOLS)},
    }
    Path(f"{path}.json").write_text(json.dumps(about), encoding="utf-8")
    return path


_NOISE = (
    helper.make_node("RandomNormalLike", ["tone"], ["noise"], scale=0.05),
    helper.make_node("Add", ["tone", "noise"], ["wave"]),
)


def _model(pitch: float, *, noise: bool) -> onnx.ModelProto:
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "symbols"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])
    numbers = {
        "last": (TensorProto.INT64, [1], [2]),
        "flat": (TensorProto.INT64, [4], [1, 1, 1, -1]),
        "size": (TensorProto.FLOAT, [], [float(SAMPLES_A_SYMBOL)]),
        "zero": (TensorProto.INT64, [], [0]),
        "step": (TensorProto.INT64, [], [1]),
        "pitch": (TensorProto.FLOAT, [], [pitch]),
        "level": (TensorProto.FLOAT, [], [0.3]),
    }
    nodes = [
        helper.make_node("Gather", ["scales", "step"], ["slower"]),
        helper.make_node("Mul", ["slower", "size"], ["wanted"]),
        helper.make_node("Cast", ["wanted"], ["samples"], to=TensorProto.INT64),
        helper.make_node("Range", ["zero", "samples", "step"], ["counted"]),
        helper.make_node("Cast", ["counted"], ["ramp"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["input"], ["symbols"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["symbols", "last"], ["column"]),
        helper.make_node("Mul", ["column", "ramp"], ["turns"]),
        helper.make_node("Mul", ["turns", "pitch"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["tone" if noise else "wave"]),
        *(_NOISE if noise else ()),
        helper.make_node("Mul", ["wave", "level"], ["sound"]),
        helper.make_node("Reshape", ["sound", "flat"], ["output"]),
    ]
    constants = [helper.make_tensor(name, *about) for name, about in numbers.items()]
    graph = helper.make_graph(nodes, "hum", inputs, [output], initializer=constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
