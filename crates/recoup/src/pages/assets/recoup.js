// Makes the pages quicker for those who have scripts; nothing here is needed to read or to act.
"use strict";

const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

// `/` and Ctrl-K go to the search box, `g` and a letter to a page, j and k through a table, Enter opens a row.
let going = false;
document.addEventListener("keydown", (event) => {
  const search = document.getElementById("q");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && search) {
    event.preventDefault();
    search.focus();
    search.select();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (going) {
    going = false;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) place.click();
  } else if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1500);
  } else if (event.key === "j" || event.key === "k") {
    const links = [...document.querySelectorAll("tbody th a")];
    const at = links.indexOf(document.activeElement);
    const next = links[event.key === "j" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0)];
    if (next) next.focus();
  }
});

// Escape closes the menu and gives the focus back.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.me[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// A form is sent once; the server would see to it as well.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

// One box ticks all rows of a list; without scripts each is ticked by itself.
document.querySelectorAll("[data-all]").forEach((cell) => {
  const name = cell.dataset.all;
  const rows = () => [...document.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]`)];
  const label = document.createElement("label");
  const all = document.createElement("input");
  const says = document.createElement("span");
  all.type = "checkbox";
  says.className = "unseen";
  says.textContent = cell.dataset.says;
  label.append(all, says);
  cell.append(label);
  const show = () => {
    const ticked = rows().filter((row) => row.checked).length;
    all.checked = ticked > 0 && ticked === rows().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => { rows().forEach((row) => { row.checked = all.checked; }); });
  document.addEventListener("change", (event) => { if (event.target.name === name) show(); });
  window.addEventListener("pageshow", show);
});

// A short id is copied whole.
document.addEventListener("dblclick", (event) => {
  const id = event.target.closest("[data-copy]");
  if (id && navigator.clipboard) navigator.clipboard.writeText(id.dataset.copy);
});
