// What is shown: the filters above the list, and the rows and articles that pass them.
const wanted = { statuses: new Set(STATUSES), kind: "statement", text: "", indicator: "", place: "", year: "", decision: "", confidence: 0 };
let kept = new Set();
let keptArticles = new Set();

const OTHERS = [
  (row) => !wanted.text || row.haystack().includes(wanted.text),
  (row) => !wanted.indicator || row.name.toLowerCase().includes(wanted.indicator) || row.printed.toLowerCase().includes(wanted.indicator),
  (row) => !wanted.place || row.place.toLowerCase().includes(wanted.place),
  (row) => !wanted.year || row.year === Number(wanted.year),
  (row) => !wanted.confidence || (row.confidence ?? 0) >= wanted.confidence,
  (row) => !wanted.decision || decisionOf(row) === wanted.decision,
];
const hasStatus = (row) => !isStatement(row) || wanted.statuses.has(row.kind);

function isEmpty() {
  return wanted.statuses.size === STATUSES.length && !["text", "indicator", "place", "year", "decision", "confidence"].some((name) => wanted[name]);
}

function sift() {
  const passed = rowsOf(wanted.kind).filter((row) => OTHERS.every((test) => test(row)));
  kept = new Set(passed.filter(hasStatus));
  const counts = new Map(counted(passed.map((row) => row.kind)));
  for (const button of byId("statuses").children) button.dataset.count = counts.get(button.dataset.kind) ?? "";
  keptArticles = isEmpty() && wanted.kind === "statement" ? new Set(DATA.articles) : new Set(Array.from(kept, (row) => row.article));
  forgetOrder();
  byId("shown").textContent = word("shown", { shown: kept.size.toLocaleString(), all: rowsOf(wanted.kind).length.toLocaleString() });
}

function readFilters() {
  for (const name of ["text", "indicator", "place"]) wanted[name] = byId(name).value.trim().toLowerCase();
  for (const name of ["year", "decision", "kind"]) wanted[name] = byId(name).value;
  wanted.confidence = Number(byId("confidence").value);
  byId("confidence-shown").textContent = wanted.confidence.toFixed(2);
}

function filled(select, choices, chosen) {
  select.replaceChildren(...choices.map(([value, words]) => {
    const option = made("option", "", words);
    option.value = value;
    return option;
  }));
  select.value = chosen;
}

function paintFilters() {
  const years = [...new Set(statementRows.map((row) => row.year).filter(Boolean))].sort((one, other) => other - one);
  filled(byId("year"), [["", word("anyYear")], ...years.map((year) => [String(year), String(year)])], wanted.year);
  filled(byId("kind"), [["statement", word("statements")], ...MENTIONS.map((kind) => [kind, word(kind)])], wanted.kind);
  filled(byId("decision"), [["", word("labelled", { label: word("decision"), value: word("any") })], ...["undecided", "accepted", "corrected", "rejected", "added"].map((name) => [name, word(name)])], wanted.decision);
  byId("statuses").replaceChildren(...STATUSES.map((status) => chip(status, wanted.statuses.has(status), () => toggle(wanted.statuses, status))));
  suggest("indicators", statementRows.map((row) => row.name));
  suggest("places", statementRows.map((row) => row.place).filter(Boolean));
}

function suggest(id, values) {
  byId(id).replaceChildren(...counted(values).slice(0, 300).map(([value]) => {
    const option = document.createElement("option");
    option.value = value;
    return option;
  }));
}

function chip(kind, isOn, turn) {
  const button = made("button", `chip hue-${kind}`, word(kind));
  button.type = "button";
  button.dataset.kind = kind;
  button.setAttribute("aria-pressed", String(isOn));
  button.addEventListener("click", () => {
    turn();
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    refresh();
  });
  return button;
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
}
