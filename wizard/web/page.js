// Keys go to the wizard at once, as in a terminal, without a click first.
window.addEventListener("load", () => document.querySelector("#terminal textarea")?.focus());
