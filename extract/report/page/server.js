// With `policy-extract serve` behind it, the page sends bulletins and decisions there; a page alone keeps them to itself.
function send(made) {
  if (!DATA.server) return;
  fetch("review", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(made) })
    .then(heard)
    .catch((error) => busy(word("failed") + error.message, 4000));
}

async function heard(answer) {
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

function busy(words, milliseconds = 0) {
  byId("busy").textContent = words;
  byId("busy").hidden = !words;
  if (milliseconds) setTimeout(() => busy(""), milliseconds);
}

async function upload(files) {
  if (!files.length) return;
  const form = new FormData();
  for (const file of files) form.append("bulletins", file, file.name);
  busy(word("reading"));
  try {
    const told = await (await heard(await fetch("bulletins", { method: "POST", body: form }))).json();
    if (told.failed.length) { busy(word("failed") + told.failed.join("\n")); setTimeout(() => location.reload(), 4000); } else location.reload();
  } catch (error) {
    busy(word("failed") + error.message, 6000);
  }
}

function serveStart() {
  if (!DATA.server) return;
  for (const element of document.querySelectorAll(".serve-only:not(#busy)")) element.hidden = false;
  byId("workbook").href = "tables.xlsx";
  byId("upload").addEventListener("change", (event) => upload(event.target.files));
  addEventListener("dragover", (event) => { event.preventDefault(); busy(word("dropHere")); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) busy(""); });
  addEventListener("drop", (event) => { event.preventDefault(); busy(""); upload(event.dataTransfer.files); });
  if (!DATA.articles.length) byId("nothing").dataset.word = "empty";
}
