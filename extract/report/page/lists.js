// The two lists: records and articles. DataTables sorts and scrolls them; which rows pass is said by the filters.
const tables = {};

/** A cell that holds words as text, never as markup. */
function cell(value, show) {
  return (_, type, row) => (type === "display" ? show(row) : value(row));
}

const words = (value) => cell(value, (row) => document.createTextNode(value(row) ?? ""));

function tag(row) {
  return made("span", `tag hue-${row.kind} ${decisionOf(row)}`, word(row.kind));
}

const size = (row) => Number(row.record?.value ?? 0);

const NARROW = matchMedia("(max-width: 860px)");
const fitting = (columns) => columns.filter((column) => !column.wide || !NARROW.matches);

const RECORD_COLUMNS = () => [
  { title: word("status"), width: "90px", narrow: "22%", className: "status", render: cell((row) => row.kind, tag) },
  { title: word("indicator"), width: "30%", narrow: "36%", render: words((row) => row.name) },
  { title: word("value"), width: "17%", narrow: "26%", className: "number", render: cell(size, (row) => document.createTextNode(valueShown(row))) },
  { title: word("place"), width: "14%", wide: true, render: words((row) => row.place) },
  { title: word("year"), width: "76px", narrow: "18%", className: "number", render: cell((row) => row.year ?? 0, (row) => document.createTextNode(row.year ?? "")) },
  { title: word("confidence"), width: "86px", wide: true, className: "number faint", render: cell((row) => row.confidence ?? 0, (row) => document.createTextNode(row.confidence?.toFixed(2) ?? "")) },
  { title: word("article"), wide: true, className: "faint", render: words((row) => row.article.title) },
];

const ARTICLE_COLUMNS = () => [
  { title: word("title"), width: "46%", narrow: "52%", render: words((article) => article.title) },
  { title: word("publisher"), width: "18%", wide: true, className: "faint", render: words((article) => article.publisher) },
  { title: word("published"), width: "118px", className: "number faint", render: words((article) => article.published) },
  { title: word("statements"), width: "110px", className: "number", render: words((article) => article.statements.length) },
  { title: word("characters"), width: "100px", wide: true, className: "number faint", render: words((article) => article.characters.length) },
];

DataTable.ext.search.push((table, _, index, row) => (table.nTable.id === "rows" ? kept.has(row) : keptArticles.has(row)));

function listed(id, columns, data, choose) {
  byId(id).replaceChildren();
  tables[id] = new DataTable(byId(id), {
    data, columns: fitting(columns).map(({ wide, narrow, ...column }) => ({ data: null, defaultContent: "", ...column, width: NARROW.matches ? narrow : column.width })), autoWidth: false, deferRender: true, order: [], scrollY: `${byId("left").clientHeight - 40}px`, scroller: { displayBuffer: 3 },
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
  if (!tables[id] && id === "rows") listed("rows", RECORD_COLUMNS(), rowsOf(wanted.kind), (row) => show(row));
  else if (!tables[id]) listed("papers", ARTICLE_COLUMNS(), DATA.articles, (article) => showArticle(article));
  return tables[id];
}

/** Draw the list that is seen anew: how much of it fits is measured when it stands there. */
function drawLists() {
  const table = list(viewOf() === "articles" ? "papers" : "rows");
  const body = table.table().container().querySelector(".dt-scroll-body");
  body.style.height = body.style.maxHeight = `${byId("left").getBoundingClientRect().bottom - body.getBoundingClientRect().top}px`;
  table.scroller.measure(false);
  table.draw();
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

function scrollTo(table, row) {
  const shown = table.rows({ search: "applied", order: "applied" }).data().toArray().indexOf(row);
  if (shown >= 0) table.scroller.toPosition(shown, false);
}

/** The row that many steps from the chosen one, as the list is sorted. */
function stepped(steps) {
  const rows = list("rows").rows({ search: "applied", order: "applied" }).data().toArray();
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
