"""A spaCy pipeline of one's own out of hand-checked articles: what `--ner` can plug in.

Needs no vectors and no download: the pipeline is a blank Chinese one that reads character by character, with an
entity recogniser learned from the gold. Its entities come after those of the rules (see lists.merged).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Example = tuple[str, list[tuple[int, int, str]]]

LABELS = {"organisations": "ORG", "persons": "PERSON", "places": "GPE"}


def examples(gold: Iterable[Mapping[str, Any]]) -> list[Example]:
    """Texts with their entities, a paragraph at a time, from gold lines (`text`, `organisations`, `persons`, `places`).

    >>> line = {"text": "澄岳县人大\\n县财政局公布", "organisations": [{"start": 6, "end": 10}]}
    >>> examples([line])
    [('澄岳县人大', []), ('县财政局公布', [(0, 4, 'ORG')])]
    """
    found: list[Example] = []
    for line in gold:
        spans = [(one["start"], one["end"], label) for key, label in LABELS.items() for one in line.get(key) or ()]
        start = 0
        for paragraph in line["text"].split("\n"):
            end = start + len(paragraph)
            inside = [(s - start, e - start, label) for s, e, label in sorted(spans) if start <= s and e <= end]
            if paragraph.strip():
                found.append((paragraph, inside))
            start = end + 1
    return found


def read(paths: Iterable[Path]) -> list[Example]:
    """The examples of gold files, one JSON object a line.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "gold.jsonl")
    ...     _ = file.write_text('{"text": "县财政局公布", "organisations": [{"start": 0, "end": 4}]}', "utf-8")
    ...     read([file])
    [('县财政局公布', [(0, 4, 'ORG')])]
    """
    return examples(json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line)


def pipeline(learned_from: list[Example], *, iterations: int = 20, seed: int = 0, dropout: float = 0.2) -> Any:
    """A spaCy pipeline with an `ner` learned from the examples; the same examples and seed give the same weights.

    Write it with `.to_disk(folder)`; `--ner folder` plugs it in.
    """
    import spacy
    from spacy.training import Example as Learned
    from spacy.util import filter_spans, fix_random_seed, minibatch
    from tqdm import tqdm

    fix_random_seed(seed)
    shuffle = random.Random(seed).shuffle
    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner")
    lessons = []
    for text, spans in learned_from:
        doc = nlp.make_doc(text)
        gold = filter_spans([span for s, e, label in spans if (span := doc.char_span(s, e, label)) is not None])
        lessons.append(Learned.from_dict(doc, {"entities": [(g.start_char, g.end_char, g.label_) for g in gold]}))
    for label in sorted({label for _, spans in learned_from for _, _, label in spans}):
        ner.add_label(label)
    optimizer = nlp.initialize(lambda: lessons)
    for _ in tqdm(range(iterations), unit=" rounds", leave=False, disable=None):  # None: where nobody looks on
        shuffle(lessons)
        for batch in minibatch(lessons, size=8):
            nlp.update(batch, sgd=optimizer, drop=dropout)
    return nlp
