// Makes the pages quicker for those who have scripts; nothing here is needed to read or to act.
"use strict";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

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

// A short id is copied whole.
document.addEventListener("dblclick", (event) => {
  const id = event.target.closest("[data-copy]");
  if (id && navigator.clipboard) navigator.clipboard.writeText(id.dataset.copy);
});
