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

function upload(files) {
  if (!files.length) return;
  const form = new FormData();
  for (const file of files) form.append("bulletins", file, file.name);
  sent("bulletins", { body: form });
}

/** Send something to be read, say what could not be, ask for a date where one is missing, and show all anew. */
async function sent(where, what) {
  busy(word("reading"));
  try {
    const told = await (await heard(await fetch(where, { method: "POST", ...what }))).json();
    if (told.failed.length) {
      busy(word("failed") + told.failed.join("\n"));
      await new Promise((done) => setTimeout(done, 4000));
    }
    if (told.undated.length) askForDay(told.undated);
    else location.reload();
  } catch (error) {
    busy(word("failed") + error.message, 6000);
  }
}

/** Ask when bulletins were published that do not say it themselves: 今年 and 6月底 mean nothing without. */
function askForDay(names) {
  const dialog = byId("undated");
  busy("");
  byId("undated-names").textContent = names.join("、");
  byId("day").value = "";
  dialog.addEventListener("close", () => {
    const day = byId("day").value;
    if (dialog.returnValue !== "date" || !day) { location.reload(); return; }
    sent("dates", { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ day, names }) });
  }, { once: true });
  dialog.showModal();
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
