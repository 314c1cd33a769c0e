// Completes names in the blanks of a question while one types; without it the blanks can be filled all the same.

import { completeNames } from "./completion.js";

/** @type {NodeListOf<HTMLInputElement>} */
const fields = document.querySelectorAll("input[data-complete]");
for (const field of fields) {
  completeNames(field, async (text) => {
    try {
      const response = await fetch(`/names?${new URLSearchParams({ kind: field.dataset.complete ?? "", text })}`);
      return response.ok ? await response.json() : [];
    } catch {
      return []; // the server is gone; the blank can be filled by hand
    }
  });
}
