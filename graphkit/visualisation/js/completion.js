// Completes names in a field while one types: arrows choose, Enter takes, Esc closes. The server's pages load it too.

const PAUSE = 120; // milliseconds without a key before names are looked for

let fields = 0;

/**
 * Make an element with text in it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} text
 */
function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/**
 * Turn a field into one that completes names; return the frame around it.
 * @param {HTMLInputElement} field
 * @param {(text: string) => Promise<[name: string, claims: number][]>} findNames returns the names that may be meant,
 *   each with a number of claims
 */
export function completeNames(field, findNames) {
  const list = element("ul", "");
  list.className = "names";
  list.id = `names-${fields += 1}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  list.hidden = true;
  const frame = element("span", "");
  frame.className = "completed";
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
    const names = await findNames(field.value);
    if (turn !== asked || document.activeElement !== field) return;
    list.replaceChildren(...names.map(([name, claims], at) => {
      const option = element("li", "");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.append(element("span", name), element("small", claims ? String(claims) : ""));
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
      event.stopPropagation();
      close();
    }
  });
  return frame;
}
