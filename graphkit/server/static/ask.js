// Completes names in the blanks of a question while one types; without it the blanks can be filled all the same.

const PAUSE = 120; // milliseconds without a key before names are asked for

/**
 * Make an element with text in it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} text
 * @param {string} className
 */
function make(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

/**
 * Return the names that may be meant, each with a number of claims.
 * @param {string} kind
 * @param {string} text
 * @returns {Promise<[name: string, claims: number][]>}
 */
async function findNames(kind, text) {
  try {
    const response = await fetch(`/names?${new URLSearchParams({ kind, text })}`);
    return response.ok ? await response.json() : [];
  } catch {
    return []; // the server is gone; the blank can be filled by hand
  }
}

/**
 * Turn a field into one that completes names: arrows choose, Enter takes, Esc closes.
 * @param {HTMLInputElement} field
 * @param {number} number
 */
function completeNames(field, number) {
  const list = make("ul", "", "names");
  list.id = `names-${number}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  list.hidden = true;
  const frame = make("span", "", "completed");
  field.replaceWith(frame);
  frame.append(field, list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);
  let chosen = -1;
  let asked = 0;
  /** @type {number | undefined} */
  let timer;

  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);

  function close() {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  /** @param {number} at */
  function choose(at) {
    chosen = at;
    options().forEach((option, other) => option.setAttribute("aria-selected", String(other === at)));
    const option = options()[at];
    if (!option) return;
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} name */
  function take(name) {
    field.value = name;
    close();
  }

  async function open() {
    const turn = ++asked;
    const names = await findNames(field.dataset.complete ?? "", field.value);
    if (turn !== asked || document.activeElement !== field) return;
    list.replaceChildren(...names.map(([name, claims], at) => {
      const option = make("li", "");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.append(make("span", name), make("small", claims ? String(claims) : ""));
      // before the field loses the focus
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(name); });
      return option;
    }));
    list.hidden = !names.length;
    // it stays within the window
    list.style.left = "0";
    list.style.left = `${Math.min(0, innerWidth - 16 - list.getBoundingClientRect().right)}px`;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  field.addEventListener("input", () => {
    // names for what stood there before are not to be taken
    asked += 1;
    close();
    clearTimeout(timer);
    timer = setTimeout(open, PAUSE);
  });
  field.addEventListener("focus", () => { if (!field.value) open(); });
  field.addEventListener("blur", () => { asked += 1; clearTimeout(timer); close(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      open();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const { length } = options();
      choose(event.key === "ArrowDown" ? (chosen + 1) % length : (chosen + length) % (length + 1) - 1);
    } else if (!list.hidden && event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(options()[chosen].firstElementChild?.textContent ?? "");
    } else if (!list.hidden && event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
}

/** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-complete]")).forEach(completeNames);
