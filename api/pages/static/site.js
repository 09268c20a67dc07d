// Small helps where scripts run; every page works without them.
document.documentElement.classList.add("scripted");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) {
    const text = document.getElementById(button.dataset.copy).textContent.trim();
    await navigator.clipboard.writeText(text);
    button.nextElementSibling.textContent = "Copied";
  }
  if (event.target.closest("button[data-print]")) {
    window.print();
  }
});

// A printed page shows what was folded away.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not([open])")) {
    folded.open = true;
    folded.dataset.folded = "";
  }
});
window.addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("details[data-folded]")) {
    folded.open = false;
    delete folded.dataset.folded;
  }
});

// The meaning of letters shows under the mouse too; Escape or a click elsewhere closes it.
document.addEventListener("pointerover", (event) => {
  const button = event.target.closest("button.term");
  if (button && event.pointerType === "mouse") {
    const meaning = document.getElementById(button.getAttribute("popovertarget"));
    if (!meaning.matches(":popover-open")) {
      meaning.showPopover();
    }
  }
});
