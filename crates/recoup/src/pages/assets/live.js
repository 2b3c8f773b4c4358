// Keeps an open page up to date without moving what is under the cursor; nothing here is needed to read or to act.
// The server tells ids, this fetches the page again and exchanges the parts that differ and that nobody is using.
"use strict";

(() => {
  const main = document.querySelector("main[data-live]");
  if (!main || !window.EventSource) return;
  const how = main.dataset.liveHow;
  const said = document.getElementById("live-said");
  const news = document.getElementById("live-news");
  const KINDS = { orders: "ord_", payments: "pay_", refunds: "rfd_", approvals: "apr_", invoices: "inv_" };
  const MINUTE = 60000;

  // What the page shows, with the version where it names one.
  let named = new Map();
  const read = (names) => {
    named = new Map(names.split(" ").filter(Boolean).map((name) => {
      const [id, version] = name.split("@");
      return [id, Number(version || 0)];
    }));
  };
  read(main.dataset.live);
  const concerns = (word) => {
    if (named.has("all")) return true;
    const [id, version] = word.split("@");
    if (named.has(id)) return Number(version) > named.get(id);
    const list = [...named.keys()].find((name) => name.startsWith("list:"));
    return Boolean(list) && id.startsWith(KINDS[list.slice(5)]);
  };

  // Words in the place that is kept for them. `way` is an address or what a button does.
  let act = null;
  const tell = (words, label, way) => {
    act = way;
    if (news.textContent === words + (label ? ` ${label}` : "")) return;
    news.replaceChildren();
    if (!words) return;
    const line = document.createElement("p");
    line.append(words);
    if (label) {
      const link = document.createElement(typeof way === "string" ? "a" : "button");
      if (typeof way === "string") link.href = way;
      else link.addEventListener("click", () => act());
      link.append(label);
      line.append(" ", link);
    }
    news.append(line);
  };
  const say = (words) => {
    said.textContent = words;
    setTimeout(() => { said.textContent = ""; }, 5000);
  };

  // The stream.
  let source = null, heard = main.dataset.liveAt, tries = 0, over = false;
  const here = location.pathname + location.search;
  const close = () => {
    if (source) source.close();
    source = null;
  };
  const signedOut = () => {
    over = true;
    close();
    tell("You are signed out.", "Sign in again", `/sign-in?next=${encodeURIComponent(here)}`);
  };
  const hear = (event) => {
    heard = event.lastEventId || heard;
    if (event.type === "reset" || event.data.split(" ").some(concerns)) changed();
  };
  // The browser comes back by itself after a break, but not after an answer that is no stream.
  const again = async () => {
    const wait = Math.min(MINUTE, 1000 * 2 ** tries++) * (1 + Math.random());
    try {
      const { status } = await fetch("/live?probe=1");
      if (status === 401 || status === 403) return signedOut();
    } catch (_unreachable) { /* as below */ }
    setTimeout(open, wait);
  };
  const tabs = window.BroadcastChannel && new BroadcastChannel("recoup-live");
  const open = () => {
    if (source || over || document.hidden) return;
    // Browsers open few connections to a host, so tabs in the background give theirs to the one that is looked at.
    if (tabs) tabs.postMessage("open");
    source = new EventSource(`/live?after=${heard}`);
    source.onopen = () => { tries = 0; };
    source.addEventListener("change", hear);
    source.addEventListener("reset", hear);
    source.addEventListener("end", signedOut);
    source.onerror = () => {
      if (!source || source.readyState !== EventSource.CLOSED) return;
      close();
      again();
    };
  };
  if (tabs) tabs.onmessage = () => { if (document.hidden) close(); };

  let leaving = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (document.hidden) {
      leaving = setTimeout(close, 5 * MINUTE);
    } else if (!source && !over) {
      open();
      if (how !== "form") changed();
    }
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    open();
    if (how !== "form") changed();
  });

  // One look at a time, and not more often than every two seconds.
  let due = 0, looking = false, more = false, notBefore = 0;
  const changed = () => {
    if (over) return;
    if (how === "form") return warn();
    if (looking) more = true;
    else if (!due) due = setTimeout(look, Math.max(0, notBefore - Date.now()) + Math.random() * 200);
  };
  const look = async () => {
    due = 0;
    looking = true;
    try {
      const answer = await fetch(here, { headers: { "recoup-live": "1" }, redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect") signedOut();
      else if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch (_unreachable) { /* The stream breaks too, and when it is back there is another look. */ }
    looking = false;
    notBefore = Date.now() + 2000;
    if (more) {
      more = false;
      changed();
    }
  };
  // Not everything that waits is told by the feed: a webhook that nobody could read, a time that runs out.
  setInterval(() => { if (named.has("all") && !document.hidden) changed(); }, MINUTE);

  const warn = () => {
    if (document.querySelector("form[data-sent]")) return;
    tell("This changed while you were typing. Look again before you send.");
  };

  const parts = (root) => new Map([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));

  // What a part says, without what differs each time it is made or is the reader's own doing.
  const print = (part) => {
    const copy = part.cloneNode(true);
    copy.removeAttribute("style");
    copy.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
    copy.querySelectorAll("a[href^='/r/']").forEach((link) => link.removeAttribute("href"));
    copy.querySelectorAll("details[open]").forEach((details) => details.removeAttribute("open"));
    return copy.outerHTML.replace(/(in )?\d+ (minute|hour|day)s?( ago)?|just now|in a moment/g, "~");
  };

  const take = (page) => {
    const fresh = page.querySelector("main[data-live]");
    if (!fresh) return;
    read(fresh.dataset.live);
    if (how === "list") return count(fresh);
    const now = parts(main), then = parts(fresh);
    const known = [...then].filter(([name]) => now.has(name)).map(([name, part]) => [now.get(name), part]);
    const differ = known.filter(([old, part]) => print(old) !== print(part));
    const free = differ.filter(([old]) => isFree(old));
    exchange(free);
    const left = differ.filter((pair) => !free.includes(pair) && !isQuiet(pair[0]));
    if (known.length !== then.size || known.length !== now.size) {
      tell("This page changed.", "Show", here);
    } else if (left.some(([old]) => isTyped(old))) {
      warn();
    } else if (left.length) {
      tell(left.length === 1 ? "1 part changed." : `${left.length} parts changed.`, "Show", () => {
        exchange(left);
        tell("");
      });
    } else {
      tell("");
    }
  };

  // Rows of a list are counted, and stay where they are.
  const count = (fresh) => {
    const rows = (root) => [...root.querySelectorAll("[data-part] tbody tr")].map(print);
    const had = rows(main), have = rows(fresh);
    const changes = Math.max(have.filter((row) => !had.includes(row)).length, had.length - have.length);
    const whole = [...parts(main).values()].map(print).join() === [...parts(fresh).values()].map(print).join();
    if (whole) tell("");
    else tell(changes > 0 ? `${changes} changed.` : "This list changed.", "Show", here);
  };

  // Whether a field holds something that the page did not come with.
  const isFilled = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.type === "hidden") return false;
    if (field.localName !== "select") return field.value !== field.defaultValue;
    const usual = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(usual, 0);
  };
  const isTyped = (part) => [...part.querySelectorAll("input, textarea, select")].some(isFilled);
  const isFree = (part) => {
    const selection = getSelection();
    const selected = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(part);
    return !selected && !part.matches(":hover") && !part.contains(document.activeElement) && !isTyped(part)
      && !part.querySelector("details[open]");
  };

  // A clock, for example: nobody waits for it.
  const isQuiet = (part) => "quiet" in part.dataset;
  const isInView = (one) => {
    const box = one.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.height > 0;
  };
  // What must stay where it is: the thing under the pointer, else the one with the focus, else what is seen first.
  const anchor = (pairs) => {
    const hovered = [...document.querySelectorAll(":hover")].pop();
    const all = [...main.querySelectorAll("[data-part]")].filter(isInView);
    const fits = (one) => one && main.contains(one) && !pairs.some(([old]) => one.contains(old)) && isInView(one);
    return [hovered, document.activeElement, ...all].find(fits) || all[0] || main;
  };

  const exchange = (pairs) => {
    if (!pairs.length) return;
    const still = anchor(pairs);
    const top = () => still.getBoundingClientRect().top;
    const before = top(), heights = pairs.map(([old]) => old.offsetHeight);
    for (const [old, part] of pairs) {
      old.style.minHeight = "";
      renew(old, part);
    }
    const moved = () => (still.isConnected ? top() - before : 0);
    const back = () => scrollBy({ top: moved(), behavior: "instant" });
    back();
    if (moved() < -0.5) {
      // The page is at its top already: what became shorter keeps its height.
      pairs.forEach(([old], at) => { if (old.offsetHeight < heights[at]) old.style.minHeight = `${heights[at]}px`; });
      back();
    } else if (moved() > 0.5) {
      document.body.style.minHeight = `${document.documentElement.scrollHeight + Math.ceil(moved())}px`;
      back();
    }
    if (!pairs.every(([old]) => isQuiet(old))) say("The page was updated.");
  };

  // Makes one element like another and leaves alone what is the same, so that nothing scrolls back or loses its place.
  const renew = (old, fresh) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && name !== "style" && name !== "open") old.removeAttribute(name);
    }
    let at = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      const same = (one) => one && one.nodeName === child.nodeName && (one.id || "") === (child.id || "");
      const match = child.id ? [...old.childNodes].find(same) : same(at) ? at : null;
      if (!match) {
        old.insertBefore(document.importNode(child, true), at);
        continue;
      }
      if (match === at) at = at.nextSibling;
      else old.insertBefore(match, at);
      renew(match, child);
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  };

  open();
})();
