// Decisions on statements: accept, correct, reject, add; kept as lines of review JSONL (one object a decision, in code points).
const PAST = { accept: "accepted", correct: "corrected", reject: "rejected", add: "added" };
const RULED = ["role", "recipient", "base"]; // what a limit says besides
const FIELDS = ["status", "indicator", "value", "value_max", "unit", "comparator", "measure", "last", ...RULED];
const CHOICES = {
  status: STATUSES, comparator: ["eq", "gt", "ge", "lt", "le", "range"], role: ["", "grant", "rate", "cap", "floor", "threshold", "quota"],
  measure: ["level", "increase", "decrease", "growth", "share", "multiple", "rank"],
};
const decisions = new Map();
let draft = null;

const decisionKey = (line) => `${line.article}:${line.start}:${line.end}:${line.id ?? "+"}`;
const rowKey = (row) => decisionKey({ article: row.article.id, start: row.start, end: row.end, id: row.record?.id });
const decisionOf = (row) => (isStatement(row) ? (PAST[decisions.get(rowKey(row))?.decision] ?? "undecided") : "");

function line(article, decision, span, statement) {
  return { review: DATA.review, article: article.id, uri: article.uri, index: article.index, decision, ...span, ...(statement ? { statement } : {}) };
}

function decide(row, decision, statement) {
  const made = line(row.article, decision, { id: row.record.id, list: row.record.list, start: row.start, end: row.end, text: row.value }, statement);
  keep(made);
  draft = null;
  afterDecision();
}

/** Keep a decision: in the page, and where there is a server, at once on its disk. */
function keep(made) {
  decisions.set(decisionKey(made), made);
  send(made);
}

function undo(row) {
  const made = decisions.get(rowKey(row));
  decisions.delete(rowKey(row));
  send({ ...made, decision: "undo" });
  if (made.decision === "add") {
    for (const rows of [statementRows, row.article.rows, row.article.statements]) rows.splice(rows.findIndex((one) => one === row || one === row.record), 1);
    chosen.row = null;
    paintLists();
  }
  afterDecision();
}

function afterDecision() {
  remember(`review:${DATA.digest}`, reviewLines());
  refresh();
  paintText();
  paintCard();
  paintAgreement();
}

const reviewLines = () => [...decisions.values()].map((one) => JSON.stringify(one) + "\n").join("");

function restore(lines) {
  for (const made of lines) {
    if (made.decision === "undo") decisions.delete(decisionKey(made));
    else decisions.set(decisionKey(made), made);
  }
  for (const made of [...decisions.values()].filter((one) => one.decision === "add")) {
    const article = DATA.articles.find((one) => one.id === made.article);
    if (article) addRow(article, made);
  }
}

function addRow(article, made) {
  const says = made.statement;
  const own = { ...says, id: undefined, list: made.list, start: made.start, end: made.end, text: made.text, indicator: { text: says.indicator, start: 0, end: 0 }, period: says.last ? { text: says.last, last: says.last } : null };
  for (const key of ["recipient", "base"]) own[key] = says[key] ? { text: says[key] } : null;
  article.statements.push(own);
  const row = { ...statementRow(article, own), key: `${article.key}:+${made.start}` };
  statementRows.push(row);
  article.rows?.unshift(row);
  return row;
}

function acceptRest() {
  const article = chosen.article;
  for (const row of rowsIn(article).filter((one) => isStatement(one) && decisionOf(one) === "undecided")) {
    keep(line(article, "accept", { id: row.record.id, list: row.record.list, start: row.start, end: row.end, text: row.value }));
  }
  keep(line(article, "done", { id: "", start: 0, end: article.length }));
  afterDecision();
}

/** The share of statements judged that were accepted as they are; what had to be added counts against it, too. */
function paintAgreement() {
  const judged = [...decisions.values()].filter((one) => one.decision in PAST);
  const right = judged.filter((one) => one.decision === "accept").length;
  byId("agreement").textContent = judged.length ? " · " + word("agreement", { decided: judged.length, share: percent(right / judged.length) }) : "";
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([reviewLines()], { type: "application/jsonl" }));
  link.download = "review.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// The card of the chosen record, and its form.

function fact(list, name, value) {
  if (value === null || value === undefined || value === "") return;
  list.append(made("dt", "", word(name)), made("dd", "", String(value)));
}

function facts(row) {
  const list = made("dl", "facts");
  const says = row.record;
  fact(list, "value", valueShown(row));
  if (!says) return list;
  if (Number.isFinite(says.value)) fact(list, "inUnits", `${figure(says.value)}${says.value_max ? `–${figure(says.value_max)}` : ""} ${unitShown(says.unit)}`);
  fact(list, "from_value", says.from_value === undefined ? "" : figure(says.from_value));
  fact(list, "measure", word(says.measure));
  for (const [name, value] of [["basis", says.basis && word(says.basis)], ["baseline", says.baseline], ["subject", says.subject?.text], ["hedges", says.hedges?.join("、")]]) fact(list, name, value);
  fact(list, "period", says.period && [says.period.text, says.period.last].filter(Boolean).join(" → "));
  fact(list, "role", says.role && word(says.role));
  fact(list, "recipient", says.recipient?.text);
  fact(list, "base", says.base?.text);
  fact(list, "rule", [says.rule, row.confidence?.toFixed(2), row.repeated ? word("repeats") : ""].filter(Boolean).join(" · "));
  return list;
}

function button(name, act, classes = "") {
  const element = made("button", classes, word(name));
  element.type = "button";
  element.dataset.act = name;
  element.addEventListener("click", act);
  return element;
}

function paintCard() {
  const row = chosen.row;
  byId("card").hidden = !row && !draft;
  if (byId("card").hidden) return;
  const shut = button("close", leave, "shut");
  shut.textContent = "×";
  shut.setAttribute("aria-label", word("close"));
  byId("statement").replaceChildren(shut, ...(draft ? formParts() : cardParts(row)));
}

function cardParts(row) {
  const head = made("h3");
  head.append(made("span", `tag hue-${row.kind}`, word(row.kind)), document.createTextNode(row.printed));
  return [head, facts(row), ...(isStatement(row) ? [judging(row)] : [])];
}

function judging(row) {
  const actions = made("div", "actions");
  const now = decisionOf(row);
  const accept = button("accept", () => decide(row, "accept"), "yes");
  const reject = button("reject", () => decide(row, "reject"), "no");
  for (const [element, past] of [[accept, "accepted"], [reject, "rejected"]]) element.setAttribute("aria-pressed", String(now === past));
  if (now !== "added") actions.append(accept, button("correct", () => correct(row)), reject);
  if (now !== "undecided") actions.append(button("undo", () => undo(row)));
  return actions;
}

function asFields(row) {
  const says = decisions.get(rowKey(row))?.statement ?? row.record;
  return Object.fromEntries(FIELDS.map((name) => [name, name === "last" ? (says.last ?? says.period?.last ?? "") : (says[name]?.text ?? says[name] ?? "")]));
}

function correct(row) {
  draft = { row, article: row.article, span: decisions.get(rowKey(row))?.statement ?? { start: row.start, end: row.end, text: row.value }, values: asFields(row) };
  paintCard();
}

/** A missed statement: the words selected are its value; an amount that stands there says what it comes to. */
function addHere() {
  const span = selectedSpan();
  if (!span) return;
  const says = (opened(chosen.article).mentions.amount ?? []).find(([start, end]) => start < span.end && span.start < end)?.[3] ?? {};
  draft = { row: null, article: chosen.article, span, values: { status: "target", measure: "level", comparator: "eq", indicator: "", last: "", ...says } };
  byId("mark-missed")?.remove();
  paintCard();
}

function field(name) {
  const label = made("label", ["indicator", "recipient", "base"].includes(name) ? "wide" : "", word(name));
  label.hidden = RULED.includes(name) && draft.values.status !== "limit";
  const input = document.createElement(CHOICES[name] ? "select" : "input");
  input.name = name;
  if (CHOICES[name]) filled(input, CHOICES[name].map((choice) => [choice, COMPARATORS[choice] ?? { eq: "=", range: "… – …", "": "–" }[choice] ?? word(choice)]), draft.values[name] ?? "");
  else input.value = draft.values[name] ?? "";
  if (name === "last") input.placeholder = "2028-12-31";
  if (!label.className) { label.append(input); return label; }
  const row = made("span", "pick");
  row.append(input, button("useSelection", () => { const span = selectedSpan(); if (span) input.value = span.text; else say(word("noSelection")); }));
  label.append(row);
  return label;
}

function formParts() {
  const head = made("h3", "", draft.span.text);
  head.append(button("useSelection", () => { const span = selectedSpan(); if (span) { draft = { ...draft, span, values: read() }; paintCard(); } else say(word("noSelection")); }));
  const fields = made("div", "fields");
  fields.append(...FIELDS.map(field));
  fields.querySelector("[name=status]").addEventListener("change", () => { draft = { ...draft, values: read() }; paintCard(); });
  const actions = made("div", "actions");
  actions.append(button("store", store, "yes"), button("cancel", () => { draft = null; paintCard(); }), made("span", "note"));
  return [head, fields, actions];
}

const read = () => Object.fromEntries(FIELDS.map((name) => [name, byId("statement").elements.namedItem(name).value.trim()]));
const say = (words) => { byId("statement").querySelector(".note").textContent = words; };

/** The form's words as a statement; throws the name of a field that is wrong. */
function statementOf(values) {
  const numbers = {};
  for (const name of ["value", "value_max"]) {
    const given = values[name].replaceAll(",", "");
    if ((name === "value" && !given) || !Number.isFinite(Number(given))) throw new Error(name);
    numbers[name] = given ? Number(given) : null;
  }
  if (!values.indicator) throw new Error("indicator");
  if (values.last && !/^\d{4}-\d{2}-\d{2}$/.test(values.last)) throw new Error("last");
  const ruled = values.status === "limit";
  const empty = Object.fromEntries(FIELDS.map((name) => [name, (ruled || !RULED.includes(name)) && values[name] ? values[name] : null]));
  return { ...empty, ...numbers, start: draft.span.start, end: draft.span.end, text: draft.span.text };
}

function store() {
  let statement;
  try { statement = statementOf(read()); } catch (error) { say(word("incomplete") + word(error.message)); return; }
  if (draft.row) { decide(draft.row, "correct", statement); return; }
  const list = ["target", "limit"].includes(statement.status) ? "targets" : "actuals";
  const made = line(draft.article, "add", { list, start: statement.start, end: statement.end, text: statement.text }, statement);
  keep(made);
  chosen.row = addRow(draft.article, made);
  draft = null;
  paintLists();
  afterDecision();
}

/** Beside words that are selected in the text: a button that marks them as missed. */
function offerMissed() {
  byId("mark-missed")?.remove();
  const span = draft ? null : selectedSpan();
  if (!span) return;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const offer = button("addHere", addHere);
  offer.id = "mark-missed";
  offer.style.left = `${box.left + scrollX}px`;
  offer.style.top = `${box.bottom + scrollY + 6}px`;
  offer.addEventListener("mousedown", (event) => event.preventDefault());
  document.body.append(offer);
}
