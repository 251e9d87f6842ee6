"use strict";
// Comfort only: every page works without this file.

const on = (type, act) => document.addEventListener(type, act);
const openMenu = () => document.querySelector("details.menu[open]");

// Menus close by Escape and by a click beside them.
on("click", (event) => {
  const menu = openMenu();
  if (menu && !menu.contains(event.target)) menu.open = false;
});
on("keydown", (event) => {
  const menu = openMenu();
  if (menu && event.key === "Escape") {
    menu.open = false;
    menu.firstElementChild.focus();
  }
});

// A menu near an edge comes into view.
const show = ({ target }) => {
  if (target.open) target.querySelector(".menu-list")?.scrollIntoView({ block: "nearest", behavior: "instant" });
};
document.addEventListener("toggle", show, true);

// One tick for all of a page.
on("change", ({ target }) => {
  const name = target.dataset.ticks;
  if (name) for (const box of target.form.elements) if (box.name === name) box.checked = target.checked;
});

// Whoever writes notes has time to think it over: what stands below them unfolds.
on("change", ({ target }) => {
  const more = target.matches("textarea") && target.form?.querySelector("details[data-unfold]");
  if (more) more.open = true;
});

// The clock the browser goes by is proposed where one is chosen for the first time.
const zone = document.querySelector("select[data-zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && [...zone.options].some(({ value }) => value === here)) zone.value = here;

// What the clock says in the zone that is chosen.
on("change", ({ target }) => {
  const { clock, usual } = target.dataset;
  if (!clock) return;
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeZone: target.value || usual, timeStyle: "short" });
  document.getElementById(target.getAttribute("aria-describedby")).textContent = clock.replace("{}", time);
});

// Whoever signs in by a passkey stays as long as was ticked above it.
on("click", ({ target }) => {
  if (target.id === "passkey_login") document.forms.mfa_login.elements.stay.value = document.querySelector("#id_stay:checked")?.value ?? "";
});

// What is wrong with a form is read first.
document.querySelector("[data-focus]")?.focus();

// Nothing is sent twice by an impatient click; coming back to the page makes the buttons work again.
const disable = (form, off) => {
  for (const control of form.elements) if (control.type === "submit") control.disabled = off;
};
on("submit", ({ target, defaultPrevented }) => {
  if (target.method === "post" && !defaultPrevented) setTimeout(disable, 0, target, true);
});
// What is answered by a file or a page of its own is the browser's: no part is swapped, and no button rests.
const keep = (event) => {
  if (event.submitter?.matches("[data-whole]")) event.stopPropagation();
};
document.addEventListener("submit", keep, true);
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const form of document.forms) disable(form, false);
});

// What is only needed for some answers is unfolded with them.
on("change", ({ target }) => {
  for (const part of document.querySelectorAll("[data-closed-for]")) {
    const { id, name } = document.getElementById(part.dataset.closedFor);
    if (target.name === name) part.open = target.id !== id;
  }
});

// Buttons that only a script can keep the promise of are only there with a script.
const place = (selector, act) =>
  document.querySelectorAll(selector).forEach((holder) => {
    const button = holder.content.firstElementChild;
    button.addEventListener("click", () => act(holder, button.querySelector("span")));
    holder.replaceWith(button);
  });
const placeAll = () => {
  place("[data-print]", () => print());
  if (!navigator.clipboard) return;
  place("[data-copy]", async ({ dataset }, words) => {
    const source = document.getElementById(dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.innerText);
    words.textContent = dataset.copied;
  });
};
placeAll();
on("htmx:afterSettle", placeAll);

// A letter goes to the mail program as it stands now, not as it stood when the page came.
on("click", (event) => {
  const link = event.target.closest("[data-letter]");
  if (!link) return;
  const [subject, text] = link.dataset.letter.split(" ").map((id) => document.getElementById(id).value);
  const body = encodeURIComponent(text.replace(/\r?\n/g, "\r\n"));
  link.href = `${link.href.split("?")[0]}?subject=${encodeURIComponent(subject)}&body=${body}`;
  const isTooLong = link.href.length > Number(link.dataset.longest);
  if (isTooLong) event.preventDefault();
  document.getElementById("too-long").hidden = !isTooLong;
});
