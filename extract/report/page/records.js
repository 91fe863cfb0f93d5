// The dataset: its articles, their records as rows, and offsets (code points) as positions in JavaScript's strings.
const byId = (id) => document.getElementById(id);
const INTERFACE = JSON.parse(byId("interface").textContent);
// What is said of the page, a line of each article, and the digest: what the lists show is parsed at once,
const LISTED = await unpacked("listed");
const DATA = { ...JSON.parse(LISTED[0]), ...JSON.parse(LISTED.at(-1)), articles: JSON.parse(`[${LISTED.slice(1, -1).join(",")}]`) };
// what is read of an article when it is opened; unpacked when the lists stand.
let TEXTS = null;
const STATUSES = ["target", "limit", "actual", "estimate"];
const MENTIONS = ["amount", "date", "organisation", "person", "place", "document"];

const isStatement = (row) => STATUSES.includes(row.kind);

/** An element of a name with a class and, as text alone, words. */
function made(tag, classes = "", words = "") {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.textContent = words;
  return element;
}

/** The characters of a text by code points, as its offsets count. */
function characters(text) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
}

/** The lines that stand packed in an element: zlib's bytes in letters and figures. */
async function unpacked(id) {
  const letters = atob(byId(id).textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return (await new Response(stream).text()).split("\n");
}

/** Act when texts can be read: at once, or a moment later where the page has just been opened. */
const READERS = [];
function whenRead(act) {
  if (TEXTS) act();
  else READERS.push(act);
}

async function readTexts() {
  TEXTS = await unpacked("texts");
  READERS.forEach((act) => act());
}

/** The text of an article, its sentences, what it mentions; its statements say all then. */
function opened(article) {
  if (!article.body) {
    const at = Number(article.key);
    const { more, ...body } = JSON.parse(TEXTS[at]);
    TEXTS[at] = "";
    more.forEach((says, number) => complete(article.statements[number], says));
    article.body = { ...body, characters: characters(body.text) };
  }
  return article.body;
}

function complete(statement, { indicator, period, ...says }) {
  Object.assign(statement.indicator, indicator);
  Object.assign(statement.period ?? {}, period);
  Object.assign(statement, says);
  if (period && !statement.period) statement.period = period;
}

function part(article, start, end) {
  const piece = opened(article).characters.slice(start, end);
  return typeof piece === "string" ? piece : piece.join("");
}

/** The code points before a position in the string. */
function codePoints(text, position) {
  const before = text.slice(0, position);
  return typeof characters(before) === "string" ? position : characters(before).length;
}

function sentenceOf(article, start) {
  return opened(article).sentences.find(([first, end]) => first <= start && start < end) ?? [start, start];
}

/** A value that is made when it is first asked for. */
function later(make) {
  let value;
  return () => (value ??= make());
}

const yearOf = (day) => (day ? Number(day.slice(0, 4)) : null);

/** A statement of the lists (`SHOWN` of contents.py) as an object. */
function listedStatement([id, text, start, end, status, measure, comparator, value, unit, confidence, same_as, indicatorId, name, printed, last, place, year]) {
  return { id, text, start, end, status, measure, comparator, value, unit, confidence, same_as, place, year, indicator: { id: indicatorId, name, text: printed }, period: last ? { last } : null };
}

function statementRow(article, statement) {
  const named = statement.indicator;
  const sentence = later(() => sentenceOf(article, statement.start));
  statement.list = ["target", "limit"].includes(statement.status) ? "targets" : "actuals";
  const name = named.name ?? named.text;
  return {
    kind: statement.status, article, record: statement, start: statement.start, end: statement.end, sentence, key: `${article.key}:${statement.id}`,
    name, printed: named.text, value: statement.text, place: statement.place ?? "", year: statement.year ?? null,
    confidence: statement.confidence ?? null, repeated: Boolean(statement.same_as),
    haystack: later(() => `${name}\n${named.text}\n${article.title}\n${part(article, ...sentence())}`.toLowerCase()),
  };
}

function mentionRow(article, kind, [start, end, says], number) {
  const name = part(article, start, end);
  return {
    kind, article, record: null, start, end, sentence: later(() => sentenceOf(article, start)), key: `${article.key}:${kind}${number}`, name, printed: name, value: says ?? "", place: "",
    year: kind === "date" ? yearOf(String(says ?? "").match(/^\d{4}/)?.[0]) : yearOf(article.published), confidence: null, repeated: false,
    haystack: later(() => `${name}\n${article.title}`.toLowerCase()),
  };
}

DATA.articles.forEach((article, number) => {
  article.key = String(number);
  article.statements = article.statements.map(listedStatement);
});

const statementRows = DATA.articles.flatMap((article) => article.statements.map((statement) => statementRow(article, statement)));
const rowsOfKind = new Map([["statement", statementRows]]);

/** All rows of one type of record, made when they are first asked for. */
function rowsOf(kind) {
  if (!rowsOfKind.has(kind)) {
    rowsOfKind.set(kind, DATA.articles.flatMap((article) => (opened(article).mentions[kind] ?? []).map((mention, number) => mentionRow(article, kind, mention, number))));
  }
  return rowsOfKind.get(kind);
}

/** The rows of an article: its statements, then what it mentions. */
function rowsIn(article) {
  article.rows ??= [
    ...statementRows.filter((row) => row.article === article),
    ...MENTIONS.flatMap((kind) => (opened(article).mentions[kind] ?? []).map((mention, number) => mentionRow(article, kind, mention, number))),
  ];
  return article.rows;
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]);
}
