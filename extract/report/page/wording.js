// Words of the page in Chinese or English, light or dark, each kept in the browser where that is allowed.
const COMPARATORS = { gt: "> ", ge: "≥ ", lt: "< ", le: "≤ " };
const settings = { language: remembered("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en"), theme: remembered("theme") };

function remembered(name) {
  try { return localStorage.getItem(`policy-extract:${name}`); } catch { return null; }
}

function remember(name, value) {
  try { localStorage.setItem(`policy-extract:${name}`, value); } catch { /* a browser that keeps nothing */ }
}

/** A word of the page; `{names}` in it are filled in. */
function word(name, filled = {}) {
  const found = INTERFACE[settings.language][name] ?? name;
  return found.replace(/\{(\w+)\}/g, (_, key) => String(filled[key] ?? ""));
}

function isDark() {
  return (settings.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

function paintTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(isDark()));
}

function sayWords() {
  document.documentElement.lang = settings.language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = word(element.dataset.hint);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  const counts = Object.fromEntries(STATUSES.map((status) => [status, statementRows.filter((row) => row.kind === status).length.toLocaleString()]));
  byId("name").textContent = DATA.name;
  byId("totals").textContent = word("totals", { articles: DATA.articles.length.toLocaleString(), ...counts });
  paintAgreement();
}

const percent = (share) => new Intl.NumberFormat(settings.language, { style: "percent", maximumFractionDigits: 0 }).format(share);
const figure = (value) => new Intl.NumberFormat(settings.language, { maximumFractionDigits: 6 }).format(value);
/** A unit as the page's language calls it: CNY is 元. */
const unitShown = (unit) => (unit === "1" ? "" : (settings.language === "zh" ? DATA.units[unit] : null) ?? unit ?? "");
const compact = (value) => new Intl.NumberFormat(settings.language, { notation: "compact", maximumFractionDigits: 4 }).format(value);
const unitBehind = (unit) => (/^[A-Za-z]/.test(unit) ? ` ${unit}` : unit);
/** A value as it is printed; of a cell with a figure alone, whose unit stands in a head, in its unit: 186240 is 18.624亿元. */
const withUnit = (value, record) => (/\d$/.test(value) && record.unit && Number.isFinite(record.value) && !record.value_max ? compact(record.value) + unitBehind(unitShown(record.unit)) : value);
const valueShown = (row) => (isStatement(row) ? (COMPARATORS[row.record.comparator] ?? "") + withUnit(row.value, row.record) : row.value);
