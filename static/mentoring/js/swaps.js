"use strict";
// With htmx a form in a region (`{% region %}`) changes only that region, so the reader keeps their spot.
// Every one of these forms works the same without this file, as a plain post and a new page.

const FIRST = "button:not([disabled]), a[href]:not([tabindex='-1']), summary, input:not([type=hidden]), textarea";
const ROWS = "li:has(> form), li:has(.menu), tr:has(form)";
document.documentElement.classList.add("swaps");
const listen = (type, act) => document.body.addEventListener(`htmx:${type}`, act);
const on = (type, act) => document.addEventListener(type, act);

// Only forms stay on the page: a link in a region leads on, unless it says that it stays.
listen("beforeRequest", (event) => {
  const { elt, boosted } = event.detail;
  if (boosted && elt.matches("a:not([data-stay])")) {
    event.preventDefault();
    location.assign(elt.href);
  }
});

// While something is being sent, its buttons rest, and after a while they say why.
const buttons = (elt) => [...(elt.elements ?? [])].filter(({ type }) => type === "submit");
let waiting;
let row = -1;
let home;
let isTurning;
listen("beforeSend", ({ detail: { elt, target, requestConfig } }) => {
  row = [...target.querySelectorAll(ROWS)].findIndex((one) => one.contains(document.activeElement));
  home = elt.dataset.home;
  isTurning = elt.closest(".pager");
  if (requestConfig.verb === "get") return;
  const pressed = requestConfig.triggeringEvent?.submitter;
  for (const button of buttons(elt)) button.disabled = true;
  waiting = setTimeout(() => {
    if (pressed?.matches(".btn:not(.tick)")) pressed.textContent = document.body.dataset.saving;
  }, 400);
});
listen("afterRequest", ({ detail: { elt } }) => {
  clearTimeout(waiting);
  for (const button of buttons(elt)) button.disabled = false;
});

listen("sendError", () => {
  document.getElementById("flash").textContent = document.body.dataset.unreached;
});

// What is typed or ticked while an answer is on its way stays, and whatever holds the focus is not changed from afar.
const standing = ({ value, checked }) => checked + value;
let sent = new Map();
let since = [];
listen("beforeSend", ({ detail: { target } }) => {
  sent = new Map([...target.querySelectorAll("[id][name]")].map((field) => [field, standing(field)]));
});
listen("beforeSwap", () => {
  since = [...sent].filter(([field, before]) => standing(field) !== before);
});
listen("afterSwap", () => {
  for (const [{ id, value, checked }] of since) {
    const field = document.getElementById(id);
    if (field) Object.assign(field, { value, checked });
  }
  since = [];
});
listen("oobBeforeSwap", ({ detail }) => {
  if (detail.target.contains(document.activeElement)) detail.shouldSwap = false;
});

// A form follows choices made before this file was there, or that are back with the page.
const told = (part) => `${[...part.querySelectorAll("[id][name]")].map(standing)}`;
const follow = () => {
  for (const part of document.querySelectorAll("[hx-trigger^=change]")) {
    const fresh = document.createElement("form");
    fresh.append(part.cloneNode(true));
    fresh.reset();
    if (told(part) !== told(fresh)) htmx.trigger(part, "change");
  }
};
addEventListener("pageshow", () => setTimeout(follow));

// A page without the region (signed out meanwhile, a form with mistakes on its own page) is shown whole.
listen("beforeSwap", ({ detail }) => {
  const page = new DOMParser().parseFromString(detail.serverResponse, "text/html");
  if (!detail.target.id || page.getElementById(detail.target.id)) return;
  detail.elt.closest("[hx-select-oob]")?.removeAttribute("hx-select-oob");
  detail.target = document.body;
  detail.selectOverride = "unset";
  detail.swapOverride = "innerHTML show:window:top";
  if (detail.requestConfig.path !== detail.pathInfo.responsePath) history.pushState({}, "", detail.xhr.responseURL);
});

// The focus stays where it was; on another page of a list it goes to the heading. When its row has left it goes to the next one, else to the heading of the list.
listen("afterSettle", ({ detail: { target } }) => {
  const region = document.getElementById(target.id) ?? document.getElementById("main");
  const wrong = region.querySelector("[data-focus]");
  if (wrong) wrong.focus();
  const isLost = document.activeElement === document.body && (row >= 0 || document.getElementById(home));
  if (wrong || !(isTurning || isLost)) return;
  const rows = region.querySelectorAll(ROWS);
  const heading = region.querySelector("h1, h2, h3") ?? region;
  const nextRow = rows[Math.min(row, rows.length - 1)]?.querySelector(FIRST);
  const next = isTurning ? heading : (document.getElementById(home) ?? nextRow ?? heading);
  const isHeading = !next.matches(FIRST);
  if (isHeading) next.tabIndex = -1;
  next.focus({ preventScroll: !isTurning && !(isHeading && home) });
});

// Finding is one key away, in a box over any page that shows what the page of the search shows.
const rail = document.querySelector(".rail-find");
for (const field of document.querySelectorAll("[data-keys]")) {
  field.title = field.dataset.keys;
  field.setAttribute("aria-keyshortcuts", "/ Control+K");
}
const make = (tag, about) => Object.assign(document.createElement(tag), about);
const openBox = () => {
  const box = make("dialog", { className: "find-box", ariaLabel: rail.ariaLabel });
  const form = rail.cloneNode(true);
  const field = form.elements.q;
  form.className = "";
  form.querySelector("button").remove();
  form.querySelector("label").htmlFor = field.id = "box";
  field.setAttribute("aria-describedby", "box-hint");
  field.value = "";
  form.append(make("p", { className: "form-text mb-3", id: "box-hint", textContent: field.dataset.hint }));
  const asked = { get: form.action, trigger: "load, input delay:200ms, submit", target: "#found", select: "#found" };
  for (const [name, value] of Object.entries({ ...asked, swap: "outerHTML", sync: "this:replace" }))
    form.setAttribute(`hx-${name}`, value);
  const status = make("p", { className: "visually-hidden", role: "status" });
  box.setAttribute("closedby", "any");
  box.append(form, status, make("div", { id: "found" }));
  document.body.append(box);

  // Enter does the first thing on the list, once the list is that of what was typed.
  let isPressed;
  const press = () => {
    const first = box.querySelector(".is-first");
    if (first) first.click();
    else location.assign(`${form.action}?q=${encodeURIComponent(field.value)}`);
  };
  box.addEventListener("submit", (event) => {
    const { target } = event;
    if (target !== form) {
      const next = location.pathname + location.search;
      target.append(make("input", { type: "hidden", name: "next", value: next }));
    } else if (box.querySelector("#found").dataset.typed === field.value) {
      event.stopPropagation();
      event.preventDefault();
      press();
    } else isPressed = true;
  }, true);
  box.addEventListener("htmx:afterSettle", () => {
    status.textContent = box.querySelector("#found").dataset.said;
    if (isPressed) press();
    isPressed = false;
  });
  box.addEventListener("click", (event) => {
    const other = event.target.closest("[data-here]");
    if (!other) return;
    event.preventDefault();
    htmx.ajax("GET", other.href, { target: "#found", select: "#found", swap: "outerHTML" });
    field.focus();
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [field, ...box.querySelectorAll("#found :is(a, button)")];
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  });
  box.addEventListener("close", () => box.remove());
  box.showModal();
  htmx.process(box);
};
on("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey } = event;
  const slash = key === "/" && !ctrlKey && !metaKey;
  if (altKey || !(slash || (key?.toLowerCase() === "k" && (ctrlKey || metaKey)))) return;
  if (!rail || event.target.closest?.("dialog, input:not([type=checkbox], [type=radio]), select, textarea")) return;
  event.preventDefault();
  const here = document.getElementById("find");
  if (!here) return openBox();
  here.focus();
  here.select();
});
on("click", (event) => {
  if (!event.target.closest?.("[data-find-page]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openBox();
});
