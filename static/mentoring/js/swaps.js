"use strict";
// With htmx a form in a region (`{% region %}`) changes only that region, so the reader keeps their spot.
// Every one of these forms works the same without this file, as a plain post and a new page.

const FIRST = "button:not([disabled]), a[href]:not([tabindex='-1']), summary, input:not([type=hidden])";
const ROWS = "li:has(> form), li:has(.menu), tr:has(form)";
document.documentElement.classList.add("swaps");
const listen = (type, act) => document.body.addEventListener(`htmx:${type}`, act);

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
  if (wrong || (!isTurning && (row < 0 || document.activeElement !== document.body))) return;
  const rows = region.querySelectorAll(ROWS);
  const heading = region.querySelector("h1, h2, h3") ?? region;
  const nextRow = rows[Math.min(row, rows.length - 1)]?.querySelector(FIRST);
  const next = isTurning ? heading : (document.getElementById(home) ?? nextRow ?? heading);
  if (!next.matches(FIRST)) next.tabIndex = -1;
  next.focus({ preventScroll: !isTurning });
});
