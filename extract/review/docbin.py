"""Gold as a DocBin of spaCy, a token for each character, the spans in `doc.spans["gold"]`; and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.model import Line
from extract.review.spans import Span, spans

_KEY = "gold"


def write(lines: Iterable[Line], out: Path) -> int:
    """How many docs were written; bodies, amounts and dates are entities, too, where they do not overlap."""
    from spacy.tokens import Doc, DocBin
    from spacy.tokens import Span as Stretch
    from spacy.util import filter_spans
    from spacy.vocab import Vocab

    kept, vocab = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True), Vocab()
    for line in lines:
        doc = Doc(vocab, words=list(line["text"]), spaces=[False] * len(line["text"]), user_data={_KEY: json.dumps(line, ensure_ascii=False)})
        doc.spans[_KEY] = [Stretch(doc, span.start, span.end, label=span.label) for span in spans(line)]
        doc.ents = filter_spans([span for span in doc.spans[_KEY] if span.label_ in ("amount", "date", "organisation")])
        kept.add(doc)
    kept.to_disk(out)
    return len(kept)


def read(path: Path) -> Iterator[tuple[Line, list[Span]]]:
    """The gold line that each doc carries, and its spans now."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    for doc in DocBin(store_user_data=True).from_disk(path).get_docs(Vocab()):
        yield json.loads(doc.user_data[_KEY]), [Span(span.label_, span.start_char, span.end_char) for span in doc.spans[_KEY]]
