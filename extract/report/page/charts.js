// Vega-Lite charts of what passes the filters: an indicator's targets and actuals over time and places, and counts.
const INKS = () => STATUSES.map((status) => getComputedStyle(document.documentElement).getPropertyValue(`--${status}`).trim());
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const LARGE = { zh: "datum.value >= 1e8 ? format(datum.value / 1e8, ',~f') + '亿' : datum.value >= 1e4 ? format(datum.value / 1e4, ',~f') + '万' : format(datum.value, ',~f')", en: "replace(format(datum.value, '~s'), 'G', 'B')" };
/** What stands at an axis: 1,200亿元; of a unit with a long name the figure alone, for its name stands above the charts. */
const labels = (unit) => `(${LARGE[settings.language]})` + (settings.language === "zh" && unit.length <= 2 ? ` + ${JSON.stringify(unit)}` : "");

function look() {
  const font = getComputedStyle(document.body).fontFamily;
  const axis = { labelColor: ink("soft"), titleColor: ink("soft"), gridColor: ink("line"), domainColor: ink("line"), tickColor: ink("line"), labelFont: font, titleFont: font, titleFontWeight: "normal", labelFontSize: 12, labelLimit: 220 };
  return { background: null, font, view: { stroke: null }, axis, legend: { labelColor: ink("ink"), labelFont: font, title: null, orient: "top", symbolSize: 80 }, bar: { cornerRadiusEnd: 2 } };
}

const colour = () => ({ field: "status", type: "nominal", scale: { domain: STATUSES.map((status) => word(status)), range: INKS() } });
const tooltip = () => [["indicator", "name"], ["value", "shown"], ["place", "place"], ["year", "year"], ["article", "article"]].map(([name, field]) => ({ field, title: word(name) }));

/** The statements that can be drawn together: one indicator in its commonest measure and unit. */
function comparable() {
  const rows = [...kept].filter((row) => isStatement(row) && !row.repeated && Number.isFinite(row.record.value));
  const name = counted(rows.filter((row) => row.record.indicator.id).map((row) => row.name))[0]?.[0] ?? counted(rows.map((row) => row.name))[0]?.[0];
  const manner = (row) => `${row.record.measure}\n${row.record.unit ?? ""}`;
  const named = rows.filter((row) => row.name === name);
  const best = counted(named.map(manner))[0]?.[0];
  return { name, best, rows: named.filter((row) => manner(row) === best) };
}

const tall = (bands) => 22 * Math.max(bands, 2);

const point = (row, index) => ({ index, status: word(row.kind), name: row.name, value: Number(row.record.value), shown: valueShown(row), place: row.place || "–", year: row.year, article: row.article.title });

/** The library that draws, run when charts are first looked at: it is larger than all else that the page runs. */
function runVega() {
  if (window.vegaEmbed) return;
  const script = document.createElement("script");
  script.textContent = byId("vega").textContent;
  document.head.append(script);
}

function drawn(id, spec, rows = []) {
  runVega();
  return vegaEmbed(byId(id), { width: "container", autosize: { type: "fit-x", contains: "padding" }, config: look(), ...spec }, {
    actions: false, ast: true, renderer: "svg", defaultStyle: false, logLevel: 1, // errors alone
    tooltip: { disableDefaultStyle: true },
  }).then(({ view }) => view.addEventListener("click", (_, item) => { const row = rows[item?.datum?.index]; if (row) show(row, true); }));
}

function paintCharts() {
  const { name, best, rows } = comparable();
  const [measure, unit] = [word(best?.split("\n")[0]), unitShown(best?.split("\n")[1])];
  byId("charted").textContent = name ? word("charted", { indicator: name, measure, unit }) : "–";
  const values = rows.map(point);
  const value = { field: "value", type: "quantitative", title: null, axis: { labelExpr: labels(unit), tickCount: 5 }, scale: { zero: false, nice: true } };
  const mark = { type: "point", filled: true, size: 70, opacity: 0.75, cursor: "pointer" };
  drawn("over-time", { height: 240, data: { values: values.filter((one) => one.year) }, mark, encoding: { x: { field: "year", type: "quantitative", title: null, axis: { format: "d", tickMinStep: 1, grid: false }, scale: { zero: false, padding: 24 } }, y: value, color: colour(), shape: { ...colour(), scale: { domain: colour().scale.domain, range: ["diamond", "square", "circle", "triangle-up"] } }, tooltip: tooltip() } }, rows);
  const places = new Set(counted(values.map((one) => one.place)).slice(0, 30).map(([place]) => place));
  drawn("over-places", { height: tall(places.size), data: { values: values.filter((one) => places.has(one.place)) }, mark, encoding: { y: { field: "place", type: "nominal", title: null, sort: { field: "value", op: "max", order: "descending" } }, x: value, color: colour(), tooltip: tooltip() } }, rows);
  paintCounts();
}

function paintCounts() {
  const rows = [...kept].filter((row) => isStatement(row) && !row.repeated);
  const tally = counted(rows.filter((row) => row.year).map((row) => `${row.year}\n${row.kind}`)).map(([key, count]) => ({ year: key.split("\n")[0], status: word(key.split("\n")[1]), count }));
  const count = { field: "count", type: "quantitative", title: word("count"), axis: { tickMinStep: 1 } };
  drawn("by-year", { height: 180, data: { values: tally }, mark: "bar", encoding: { x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0, labelOverlap: true } }, y: count, color: colour() } });
  const names = counted(rows.map((row) => row.name)).slice(0, 15).map(([name, number]) => ({ name, count: number }));
  drawn("commonest", { height: tall(names.length), data: { values: names }, mark: { type: "bar", color: ink("focus"), cursor: "pointer" }, encoding: { y: { field: "name", type: "nominal", title: null, sort: "-x" }, x: count } })
    .then((view) => view.addEventListener("click", (_, item) => { if (item?.datum?.name) { byId("indicator").value = item.datum.name; refresh(); } }));
}
