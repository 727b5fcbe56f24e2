// The desk: all that cannot be done without a script. Dropping files and folders, and progress while something is done.
"use strict";

const entriesOf = async (entry) => {
  if (entry.isFile) return [await new Promise((take, refuse) => entry.file(take, refuse))];
  const reader = entry.createReader();
  const files = [];
  for (;;) { // readers give a hundred entries at a time
    const some = await new Promise((take, refuse) => reader.readEntries(take, refuse));
    if (!some.length) return files;
    for (const one of some) files.push(...await entriesOf(one));
  }
};

for (const form of document.querySelectorAll(".drop")) {
  const input = form.querySelector("input[type=file]");
  const told = form.querySelector("output");
  const tell = () => { told.value = [...input.files].map((file) => file.name).join(", "); };
  const over = (event) => { event.preventDefault(); form.classList.toggle("over", event.type === "dragover"); };
  input.addEventListener("change", tell);
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", over);
  form.addEventListener("drop", async (event) => {
    over(event);
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const basket = new DataTransfer();
    if (entries.every(Boolean) && input.multiple) {
      for (const entry of entries) for (const file of await entriesOf(entry)) basket.items.add(file);
    } else {
      for (const file of event.dataTransfer.files) basket.items.add(file);
    }
    input.files = basket.files;
    tell();
    form.querySelector("button").focus();
  });
}

// A file that misses the box must not replace the page.
for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());

// What was done is read first, also by who listens.
const notice = document.querySelector("[data-focus]");
if (notice) notice.focus();

// Progress: text is inserted as text. The page is read again at the end, with all that was found.
const live = document.querySelector("[data-follow]");
if (live) {
  const bar = live.querySelector("progress");
  const said = document.querySelector("#said");
  const body = document.querySelector("#files-read");
  const cell = (text, tag) => {
    const made = document.createElement("td");
    const inside = tag ? made.appendChild(document.createElement("span")) : made;
    if (tag) inside.className = tag;
    inside.textContent = text;
    return made;
  };
  const looks = { accepted: "tag ok", rejected: "tag fix", ignored: "tag" };
  const source = new EventSource(live.dataset.follow);
  source.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    if (told.kind === "end") { source.close(); location.reload(); return; }
    if (bar && told.total) { bar.max = told.total; bar.value = told.done; }
    if (told.kind === "file" && body && body.rows.length < told.rank) {
      const row = body.insertRow();
      const name = document.createElement("th");
      name.scope = "row";
      name.textContent = told.name;
      row.append(name, cell(told.respondent), cell(told.word, looks[told.outcome]), cell(told.answers));
    }
    if (told.said && said) said.textContent = told.said;
  });
}

// While a page is open the desk stays; it closes by itself some time after the last one.
setInterval(() => { fetch("/la", { cache: "no-store" }).catch(() => {}); }, 60000);
