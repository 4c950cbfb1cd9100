"""What finds and recognises words in a picture: RapidOCR's models, which lie in its wheel; nothing is downloaded."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

INSTALL = "请运行 pip install 'mingzhang[ocr]' 安装文字识别，或提供文字版"
"""What a person can do who has none."""
_NARROWEST = 160
"""Width in pixels, at a height of 48, to which the pictures of short words are filled up."""
_BATCH = 2
_NEARLY, _FAINTLY = 0.1, 0.001
"""How likely a character must be at its best step that is told as left out; and one that is told as another reading."""
_BLANK = 0
"""The class of the model that stands for no character."""


@dataclass(frozen=True, slots=True)
class Character:
    """A recognised character, the next likely one (`""` for none), how certain (0–1), and where in its line (0–1)."""

    text: str
    other: str
    certainty: float
    at: float


def installed() -> bool:
    """Whether words can be recognised here."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def find_words(picture: Any) -> list[Any]:
    """The words of a picture (height × width × 3), each as four corners (x, y) from the top left, clockwise."""
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    return [] if found.boxes is None else list(found.boxes)


def recognise(pictures: Sequence[Any]) -> list[list[Character]]:
    """The characters of each picture of one line of words."""
    return list(_engine().recognize_txt(list(pictures)).scores) if pictures else []


def is_upside_down(pictures: Sequence[Any]) -> bool:
    """Whether most lines of words stand on their heads."""
    turned = [
        label == "180" and certainty > 0.9
        for label, certainty in _engine().cls_and_rotate(list(pictures))[1].cls_res
    ]
    return bool(sum(turned) > len(turned) / 2)


@cache
def _engine() -> Any:
    """The models of this process. One thread each: the engine of a build runs as many processes as pay."""
    from rapidocr import RapidOCR
    from rapidocr.ch_ppocr_rec.utils import CTCLabelDecode

    class Decoder(CTCLabelDecode):
        """Keeps of every character what else it might be; the library's own keeps the mean of a line only."""

        def __call__(
            self, preds: Any, return_word_box: bool = False, **shape: Any
        ) -> tuple[list[Any], list[Any]]:
            widths, widest = shape["wh_ratio_list"], shape["max_wh_ratio"]
            lines = [
                decoded(one, self.character, widest / width) for one, width in zip(preds, widths, strict=True)
            ]
            return [("".join(c.text for c in line), line) for line in lines], [None] * len(lines)

    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_preprocess_img": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": [3, 48, _NARROWEST],
        }
    )
    import numpy

    engine.recognize_txt([numpy.full((48, 48, 3), 255, numpy.uint8)])  # loads the model
    lines: Any = engine.text_rec
    lines.postprocess_op = Decoder(lines.session.get_character_list())
    return engine


def decoded(likelihoods: Any, characters: Sequence[str], stretch: float = 1.0) -> list[Character]:
    """The characters of a line from the likelihood of each class at each step (steps × classes): the likeliest of each
    step, those of neighbouring steps once. `stretch` is by how much the line was filled up.
    """
    best = likelihoods.argmax(axis=1)
    out: list[Character] = []
    steps = len(best)
    begin = 0
    while begin < steps:
        end = begin + 1
        while end < steps and best[end] == best[begin]:
            end += 1
        if best[begin] != _BLANK:
            peak = begin + int(likelihoods[begin:end, best[begin]].argmax())
            order = likelihoods[peak].argsort()[-3:][::-1]
            likely = (int(one) for one in order if likelihoods[peak, one] > _FAINTLY)
            other = next((one for one in likely if one not in (best[begin], _BLANK)), _BLANK)
            at = min((begin + end) / 2 / steps * stretch, 1.0)
            certainty = float(likelihoods[peak, best[begin]])
            out.append(Character(characters[best[begin]], characters[other] if other else "", certainty, at))
        elif out and end < steps:
            _tell_omitted(out, likelihoods[begin:end], characters, int(best[end]))
        begin = end
    return out


def _tell_omitted(out: list[Character], likelihoods: Any, characters: Sequence[str], next_: int) -> None:
    """Make the last character doubtful where another was nearly seen after it: a point is easily lost. One that is the
    character before or after is only its edge."""
    by_class = likelihoods.max(axis=0)
    by_class[[_BLANK, next_]] = 0
    omitted = int(by_class.argmax())
    last, chance = out[-1], float(by_class[omitted])
    if chance > _NEARLY and characters[omitted] != last.text and last.certainty > 1 - chance:
        out[-1] = replace(last, other=last.text + characters[omitted], certainty=1 - chance)
