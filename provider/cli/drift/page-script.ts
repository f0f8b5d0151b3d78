/** What the page does besides being read: filtering, kept in the address, and copying a command. It reads well without. */
export const SCRIPT = `
"use strict";
(() => {
  const form = document.querySelector(".filter");
  const findings = [...document.querySelectorAll(".finding")];
  for (const line of document.querySelectorAll(".command")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const code = line.querySelector("code");
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Selected";
      }
    });
    line.append(button);
  }
  addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });
  if (!form) return;
  form.hidden = false;
  const input = form.querySelector("input");
  const buttons = [...form.querySelectorAll("button")];
  const told = document.querySelector(".told");
  const show = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const kinds = buttons.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.kind);
    let shown = 0;
    for (const one of findings) {
      const text = one.textContent.toLowerCase();
      one.hidden = !(words.every((word) => text.includes(word)) && (kinds.length === 0 || kinds.includes(one.dataset.kind)));
      shown += one.hidden ? 0 : 1;
    }
    told.textContent = shown === findings.length ? "" : shown + " of " + findings.length + " are shown";
    const state = new URLSearchParams();
    if (input.value) state.set("q", input.value);
    if (kinds.length > 0) state.set("kind", kinds.join(","));
    history.replaceState(null, "", state.size ? "#" + state : location.pathname);
  };
  const state = new URLSearchParams(location.hash.slice(1));
  input.value = state.get("q") ?? "";
  for (const one of buttons) {
    if ((state.get("kind") ?? "").split(",").includes(one.dataset.kind)) one.setAttribute("aria-pressed", "true");
    one.addEventListener("click", () => {
      one.setAttribute("aria-pressed", String(one.getAttribute("aria-pressed") !== "true"));
      show();
    });
  }
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    input.focus();
  });
  if (location.hash) show();
})();
`;
