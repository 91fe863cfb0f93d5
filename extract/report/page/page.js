// The page as a whole: views, keys, printing, and the server behind it where there is one.
const KEYS = [["j ↓", "keyNext"], ["k ↑", "keyPrevious"], ["/", "keySearch"], ["a", "accept"], ["c", "correct"], ["r", "reject"], ["u", "undo"], ["1 2 3", "keyViews"], ["?", "keyHelp"], ["Esc", "keyLeave"]];
const VIEWS = ["statements", "articles", "charts"];
let view = "statements";
const viewOf = () => view;

function setView(name) {
  view = name;
  for (const one of VIEWS) {
    byId(one).hidden = one !== name;
    byId(`view-${one}`).setAttribute("aria-selected", String(one === name));
  }
  refresh();
}

/** Show what the filters let pass. */
function refresh() {
  const kind = wanted.kind;
  readFilters();
  if (kind !== wanted.kind) paintLists();
  if (!TEXTS && (wanted.text || wanted.kind !== "statement")) { whenRead(refresh); return; }
  sift();
  if (view === "charts") paintCharts();
  else drawLists();
}

function clearFilters() {
  for (const name of ["text", "indicator", "place", "year", "decision"]) byId(name).value = "";
  byId("confidence").value = 0;
  STATUSES.forEach((status) => wanted.statuses.add(status));
  readFilters();
  paintFilters();
  sift();
}

function paint() {
  paintTheme();
  sayWords();
  paintFilters();
  paintLegend();
  paintLists();
  paintText();
  paintCard();
  byId("key-list").replaceChildren(...KEYS.flatMap(([key, name]) => [made("dt", "", key), made("dd", "", word(name))]));
  setView(view);
}

function leave() {
  if (draft) { draft = null; paintCard(); return; }
  chosen.row = null;
  paintCard();
  paintText();
  document.body.classList.remove("reading");
}

function step(steps) {
  const row = stepped(steps);
  if (row) { show(row); scrollTo(list("rows"), row); }
}

const ACTS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), "/": () => byId("text").focus(), "?": () => byId("help").showModal(), Escape: leave,
  a: () => judge((row) => decide(row, "accept")), c: () => judge(correct), r: () => judge((row) => decide(row, "reject")), u: () => judge((row) => { if (decisionOf(row) !== "undecided") undo(row); }),
  1: () => setView("statements"), 2: () => setView("articles"), 3: () => setView("charts"),
};

function judge(act) {
  if (chosen.row && isStatement(chosen.row) && !draft) act(chosen.row);
}

function onKey(event) {
  const writing = event.target.closest("input, select, textarea, dialog");
  if (event.ctrlKey || event.metaKey || event.altKey || (writing && event.key !== "Escape") || !(event.key in ACTS)) return;
  event.preventDefault();
  if (writing) writing.blur();
  else ACTS[event.key]();
}

function calm(act, wait) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(act, wait); };
}

function listen() {
  byId("filters").addEventListener("input", calm(refresh, 120));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", (event) => { event.preventDefault(); clearFilters(); refresh(); });
  VIEWS.forEach((name) => byId(`view-${name}`).addEventListener("click", () => { document.body.classList.remove("reading"); setView(name); }));
  byId("language").addEventListener("click", () => { settings.language = settings.language === "zh" ? "en" : "zh"; remember("language", settings.language); paint(); });
  byId("theme").addEventListener("click", () => { settings.theme = isDark() ? "light" : "dark"; remember("theme", settings.theme); paintTheme(); refresh(); });
  byId("save").addEventListener("click", download);
  byId("print").addEventListener("click", () => print());
  byId("done").addEventListener("click", acceptRest);
  byId("back").addEventListener("click", leave);
  byId("statement").addEventListener("submit", (event) => { event.preventDefault(); if (draft) store(); });
  NARROW.addEventListener("change", paint);
  addEventListener("resize", calm(() => { paintLists(); refresh(); }, 200));
  document.addEventListener("keydown", onKey);
  document.addEventListener("mouseup", () => setTimeout(offerMissed));
  addEventListener("beforeprint", paintPrinted);
  addEventListener("afterprint", () => byId("printed").replaceChildren());
}

restore(DATA.decisions ?? []);
if (!DATA.server) restore((remembered(`review:${DATA.digest}`) ?? "").split("\n").filter(Boolean).map((one) => JSON.parse(one)));
listen();
serveStart();
paint();
performance.mark("ready");
setTimeout(readTexts);
document.body.dataset.ready = "yes";
