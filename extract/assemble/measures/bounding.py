"""Names of caps that only bound the value before and so take its name: 按设备投入的10%给予补助,最高|50万元 -> 设备投入补助."""

from __future__ import annotations

from extract.assemble.measures.provisions import Place
from extract.assemble.measures.topics import behind_number
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.passage import line_start
from extract.records import record

_KIND = 3  # characters at the end of a name in which its kind of benefit stands: 补贴, 补助, 奖 励


@record
class Bounding:
    """The start of the value that a cap bounds, and the kind of benefit and the side that the clause of the cap names: 补助, 金额."""

    at: int
    kind: str = ""
    side: View = NOTHING

    def name(self, called: View) -> View:
        """The name of the cap of a value named `called`; nothing where that is another kind of benefit."""
        if self.kind[:1] not in called.text[-_KIND:]:
            return NOTHING
        return called if called.text.endswith(self.side.text) else called + self.side


def is_near(place: Place, before: Place, words: Words) -> bool:
    """Whether a value stands in the provision of the value before, or on the line below it without beginning an item."""
    if before.start == place.start:
        return True
    line = line_start(place.text, place.amount.start)
    below = place.text.count("\n", before.behind, place.amount.start) == 1
    return below and behind_number(place.text, line, place.amount.start, words) == line


def bounding(place: Place, before: Place, words: Words) -> Bounding | None:
    """The value that a cap bounds, where its clause has no wording of its own: …,单个企业最高补助金额不超过|50万元; None for a benefit of its own.

    The clause may stand on the next line, as in pages with lines broken at commas.
    """
    fund = words["recipients.fund"].match(place.text, line_start(place.text, place.amount.start), before.behind)
    start, end = max(place.clause_start, before.behind), place.until or place.amount.start
    found = words["norms.bounded"].fullmatch(place.text, start, end) if is_near(place, before, words) and not fund else None
    if found is None:
        return None
    side = View.of(place.text, *found.span("side")) if found["side"] else NOTHING
    return Bounding(before.amount.start, found["kind"] or "", side)
