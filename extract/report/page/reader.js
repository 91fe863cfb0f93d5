// An article's text with each record marked where it stands; records may overlap, so the text is cut at every border.
const chosen = { row: null, article: null };
const highlights = new Set(["target", "limit", "actual", "estimate", "date", "organisation", "place", "document"]);

function showArticle(article) {
  if (!TEXTS) { whenRead(() => showArticle(article)); return; }
  if (chosen.article !== article) {
    chosen.article = article;
    chosen.row = null;
    byId("nothing").hidden = true;
    byId("article").hidden = false;
    byId("title").textContent = article.title;
    paintAbout(article);
    byId("reader").scrollTop = 0;
  }
  document.body.classList.add("reading");
  paintText();
  paintCard();
  lightChosen();
}

/** Who published an article, when, and where it stands: on the web, where its page or row says so. */
function paintAbout(article) {
  const file = article.uri.replace(/^dated\/[^/]+\/\//, ""); // what `serve` read as of a day that somebody said
  byId("about").textContent = [article.publisher, article.published, file].filter(Boolean).join(" · ");
  if (!article.url) return;
  const link = made("a", "", article.url);
  Object.assign(link, { href: article.url, target: "_blank", rel: "noopener noreferrer" });
  byId("about").append(" · ", link);
}

/** Choose a record: its evidence lights up in the text, its row in the list. */
function show(row, fromText = false) {
  if (!TEXTS) { whenRead(() => show(row, fromText)); return; }
  showArticle(row.article);
  chosen.row = row;
  paintText();
  paintCard();
  lightRow(row, fromText);
  const lit = byId("words").querySelector(".lit");
  if (lit && !fromText) lit.scrollIntoView({ block: "center" });
}

function paintLegend() {
  byId("legend").replaceChildren(...[...STATUSES, ...MENTIONS].map((kind) => chip(kind, highlights.has(kind), () => { toggle(highlights, kind); paintText(); })));
}

/** What a text is cut into: [start, end, rows that stand there]. */
function* pieces(article, marks) {
  const borders = new Set([0, article.length]);
  for (const { start, end } of marks) borders.add(start).add(end);
  const sorted = [...borders].sort((one, other) => one - other);
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const [start, end] = [sorted[index], sorted[index + 1]];
    yield [start, end, marks.filter((mark) => mark.start <= start && end <= mark.end)];
  }
}

/** The marks of an article: each record's value, and the words that name a chosen statement. */
function marksOf(article) {
  const marks = rowsIn(article).filter((row) => highlights.has(row.kind) || row === chosen.row).map((row) => ({ start: row.start, end: row.end, row, part: "value" }));
  const row = chosen.row;
  if (row?.article === article) {
    const [start, end] = row.sentence();
    marks.push({ start, end, row, part: "evidence" });
    const named = isStatement(row) ? [row.record.indicator, row.record.recipient, row.record.base] : [];
    for (const span of named) if (span?.end > span?.start) marks.push({ start: span.start, end: span.end, row, part: "named" });
  }
  return marks.filter((mark) => mark.start < mark.end);
}

function paintText() {
  if (!chosen.article) return;
  const article = chosen.article;
  byId("words").replaceChildren(...Array.from(pieces(article, marksOf(article)), ([start, end, marks]) => piece(part(article, start, end), start, marks)));
}

function piece(text, start, marks) {
  const inEvidence = marks.some((mark) => mark.part === "evidence");
  const own = marks.filter((mark) => mark.part !== "evidence");
  const best = own.find((mark) => mark.row === chosen.row) ?? own.find((mark) => isStatement(mark.row)) ?? own[0];
  const element = made(best ? "mark" : "span", inEvidence ? "evidence" : "", text);
  element.dataset.start = start;
  if (best) {
    element.classList.add(`hue-${best.row.kind}`, best.part === "named" ? "named" : isStatement(best.row) ? "statement" : "mention");
    if (best.row === chosen.row && best.part === "value") element.classList.add("lit");
    if (decisionOf(best.row) === "rejected") element.classList.add("rejected");
    element.title = `${word(best.row.kind)} · ${best.row.name}`;
    element.addEventListener("click", () => { if (getSelection().isCollapsed) pick(best.row); });
  }
  return element;
}

/** Choose from the text: the list shows this type of record, and filters that hide it give way. */
function pick(row) {
  const kind = isStatement(row) ? "statement" : row.kind;
  const own = rowsOf(kind).find((one) => one.key === row.key) ?? row;
  if (kind !== wanted.kind) {
    byId("kind").value = kind;
    readFilters();
    paintLists();
  }
  if (!kept.has(own)) { sift(); if (!kept.has(own)) clearFilters(); }
  drawLists();
  show(isStatement(row) ? own : row, true);
  if (!isStatement(row)) lightRow(own, true);
}

/** The stretch of the article's text that is selected, in code points; null where none is. */
function selectedSpan() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount || !chosen.article) return null;
  const range = selection.getRangeAt(0);
  if (!byId("words").contains(range.commonAncestorContainer)) return null;
  const [start, end] = [offsetAt(range.startContainer, range.startOffset), offsetAt(range.endContainer, range.endOffset)];
  return start === null || end === null || end <= start ? null : { start, end, text: part(chosen.article, start, end) };
}

function offsetAt(node, offset) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const next = node.childNodes[offset];
    if (next?.dataset?.start) return Number(next.dataset.start);
    return node === byId("words") ? chosen.article.length : null;
  }
  const holder = node.parentElement;
  return holder.dataset.start === undefined ? null : Number(holder.dataset.start) + codePoints(node.data, offset);
}
