// Answers to whether two mentions are the same: each is sent at once, and the page then shows it.

import { askName, say, send } from "./answers.js";

/** Show the page as the server has it. */
async function reload() {
  const response = await fetch(location.href);
  const made = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("answered");
  const before = document.getElementById("answered");
  if (!response.ok || !made || !before) return;
  const buttons = [...before.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === document.activeElement);
  before.replaceWith(made);
  if (at >= 0) [...made.querySelectorAll("button")][at]?.focus({ preventScroll: true });
}

document.addEventListener("click", async (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const button = /** @type {HTMLElement | null} */ (target?.closest("[data-answer], [data-revoke]"));
  if (!button) return;
  const who = await askName();
  if (!who) return;
  const ends = /** @type {HTMLElement | null} */ (button.closest("[data-first]"));
  const { answer = "", revoke = "" } = button.dataset;
  const { first = "", second = "" } = ends?.dataset ?? {};
  try {
    if (revoke) await send("/identities/revoke", { who, id: revoke });
    else await send("/identities", { who, answer, first, second });
    say(revoke ? "Taken back." : "Kept. The next build carries it out.");
  } catch (error) {
    say(`Not kept: ${error instanceof Error ? error.message : error}`);
  }
  await reload();
});
