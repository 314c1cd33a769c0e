// Copies sentences with their citations, and leads addresses of the picture, which was here before, to it.

if (/^#(?:view|node|link|reading|article|only|off|with|all)=/.test(location.hash)) {
  location.replace(`/picture${location.hash}`);
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // the clipboard is closed to pages that are not served safely; then a selected field does
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target instanceof HTMLButtonElement ? event.target : null;
  if (!button?.dataset.citation) return;
  await copy(button.dataset.citation);
  button.textContent = "Copied";
  const status = document.getElementById("copied");
  if (status) status.textContent = "Copied with its citation";
});

// a link to a matter that is folded opens it
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();
