// The two lists: records and articles. DataTables scrolls them, and holds no more rows than are in sight: which rows pass
// the filters, and in which order they stand, is said here when it asks for a stretch of them.
const tables = {};
const LISTS = {
  rows: { columns: () => RECORD_COLUMNS(), passed: () => [...kept], choose: (row) => show(row) },
  papers: { columns: () => ARTICLE_COLUMNS(), passed: () => DATA.articles.filter((article) => keptArticles.has(article)), choose: (article) => showArticle(article) },
};

/** A cell that holds words as text, never as markup; `by` is what its column is sorted by. */
function cell(by, show) {
  return { by, render: (_, type, row) => (type === "display" ? show(row) : null) };
}

const words = (value) => cell(value, (row) => document.createTextNode(value(row) ?? ""));

function tag(row) {
  return made("span", `tag hue-${row.kind} ${decisionOf(row)}`, word(row.kind));
}

const size = (row) => Number(row.record?.value ?? 0);

const NARROW = matchMedia("(max-width: 860px)"); // a telephone: one pane, the columns without `wide`
const MIDDLE = matchMedia("(max-width: 1180px)"); // two panes of a small laptop: the columns without `widest`, so that values are whole
const fitting = (columns) => columns.filter(({ wide, widest }) => !(NARROW.matches && (wide || widest)) && !(MIDDLE.matches && widest));
const widthOf = ({ width, middle, narrow }) => (NARROW.matches ? narrow : MIDDLE.matches ? middle ?? width : width);

const RECORD_COLUMNS = () => [
  { title: word("status"), width: "90px", narrow: "22%", className: "status", ...cell((row) => row.kind, tag) },
  { title: word("indicator"), width: "29%", middle: "35%", narrow: "32%", ...words((row) => row.name) },
  { title: word("value"), width: "18%", middle: "23%", narrow: "28%", className: "number", ...cell(size, (row) => document.createTextNode(valueShown(row))) },
  { title: word("place"), width: "14%", wide: true, ...words((row) => row.place) },
  { title: word("year"), width: "76px", narrow: "18%", className: "number", ...cell((row) => row.year ?? 0, (row) => document.createTextNode(row.year ?? "")) },
  { title: word("confidence"), width: "86px", widest: true, className: "number faint", ...cell((row) => row.confidence ?? 0, (row) => document.createTextNode(row.confidence?.toFixed(2) ?? "")) },
  { title: word("article"), widest: true, className: "faint", ...words((row) => row.article.title) },
];

const ARTICLE_COLUMNS = () => [
  { title: word("title"), width: "46%", narrow: "52%", ...words((article) => article.title) },
  { title: word("publisher"), width: "18%", wide: true, className: "faint", ...words((article) => article.publisher) },
  { title: word("published"), width: "118px", className: "number faint", ...words((article) => article.published) },
  { title: word("statements"), width: "110px", className: "number", ...words((article) => article.statements.length) },
  { title: word("characters"), width: "100px", wide: true, className: "number faint", ...words((article) => article.length) },
];

/** The rows of a list in the order of a column; sorted when that is asked for, and kept until other rows pass. */
function inOrder(id, [by] = []) {
  const made = LISTS[id];
  const key = by ? `${by.column} ${by.dir}` : "";
  if (made.key !== key) {
    made.key = key;
    made.rows = by ? sorted(made.passed(), fitting(made.columns())[by.column].by, by.dir === "desc" ? -1 : 1) : made.passed();
  }
  return made.rows;
}

function sorted(rows, by, way) {
  const { compare } = new Intl.Collator(settings.language);
  const keyed = rows.map((row) => [by(row) ?? "", row]);
  const before = (one, other) => (typeof one === "number" && typeof other === "number" ? one - other : compare(String(one), String(other)));
  return keyed.sort(([one], [other]) => way * before(one, other)).map(([, row]) => row);
}

/** Other rows pass than before. */
function forgetOrder() {
  for (const made of Object.values(LISTS)) made.key = null;
}

function listed(id) {
  const { columns, choose } = LISTS[id];
  byId(id).replaceChildren();
  tables[id] = new DataTable(byId(id), {
    serverSide: true, processing: false,
    ajax: ({ draw, start, length, order }, answer) => {
      const rows = inOrder(id, order);
      answer({ draw, recordsTotal: rows.length, recordsFiltered: rows.length, data: rows.slice(start, start + length) });
    },
    columns: fitting(columns()).map((column) => ({ data: null, defaultContent: "", title: column.title, className: column.className, render: column.render, width: widthOf(column) })),
    autoWidth: false, order: [], scrollY: `${byId("left").clientHeight - 40}px`, scroller: { displayBuffer: 2, serverWait: 0, loadingIndicator: false },
    layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null },
    scrollCollapse: false, language: { emptyTable: "–", zeroRecords: "–" },
    createdRow: (line, row) => line.classList.toggle("chosen", [chosen.row, chosen.article].includes(row)),
  });
  tables[id].on("click", "tbody tr", (event) => {
    const row = tables[id].row(event.currentTarget).data();
    if (row) choose(row);
  });
}

/** Forget the lists: what is in them, or in what words, has changed. */
function paintLists() {
  for (const id of Object.keys(tables)) {
    tables[id].destroy();
    delete tables[id];
  }
}

/** A list by its table's id, made when it is first seen. */
function list(id) {
  if (!tables[id]) listed(id);
  return tables[id];
}

/** Draw the list that is seen anew: how much of it fits is measured when it stands there. */
function drawLists() {
  const id = viewOf() === "articles" ? "papers" : "rows";
  const isDrawn = id in tables;
  const table = list(id);
  const body = table.table().container().querySelector(".dt-scroll-body");
  body.style.height = body.style.maxHeight = `${byId("left").getBoundingClientRect().bottom - body.getBoundingClientRect().top}px`;
  table.scroller.measure(false);
  if (isDrawn) table.draw();
}

/** Mark what is chosen in the lists that were drawn. */
function lightChosen() {
  for (const table of Object.values(tables)) {
    table.rows({ page: "current" }).nodes().each((line) => line.classList.toggle("chosen", [chosen.row, chosen.article].includes(table.row(line).data())));
  }
}

/** Mark the row of a record, and bring it into view where it was chosen in the text. */
function lightRow(row, bring) {
  const table = list("rows");
  table.rows({ page: "current" }).nodes().each((line) => line.classList.toggle("chosen", table.row(line).data() === row));
  if (bring) scrollTo(table, row);
}

/** The order that somebody chose for a list. */
const asked = (table) => table.order().map(([column, dir]) => ({ column, dir })).filter(({ dir }) => dir);

function scrollTo(table, row) {
  const shown = inOrder("rows", asked(table)).indexOf(row);
  if (shown >= 0) table.scroller.toPosition(shown, false);
}

/** The row that many steps from the chosen one, as the list is sorted. */
function stepped(steps) {
  const rows = inOrder("rows", asked(list("rows")));
  const at = rows.indexOf(chosen.row);
  return rows[Math.min(Math.max(at + steps, 0), rows.length - 1)];
}

/** Everything that passes, as a plain table: for paper. */
function paintPrinted() {
  const columns = RECORD_COLUMNS().slice(0, 6);
  const head = document.createElement("tr");
  head.append(...columns.map((column) => made("th", "", column.title)), made("th", "", word("article")));
  const lines = [...kept].slice(0, 3000).map((row) => {
    const line = document.createElement("tr");
    const cells = [word(row.kind), row.name, valueShown(row), row.place, row.year ?? "", row.confidence?.toFixed(2) ?? "", row.article.title];
    line.append(...cells.map((value) => made("td", "", value)));
    return line;
  });
  const thead = document.createElement("thead");
  thead.append(head);
  const tbody = document.createElement("tbody");
  tbody.append(...lines);
  byId("printed").replaceChildren(thead, tbody);
}
