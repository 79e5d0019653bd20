const [element] = arguments;
window.__harnessPressed = false;
element.addEventListener("click", () => (window.__harnessPressed = true), { capture: true, once: true });
element.scrollIntoView({ block: "center", behavior: "instant" });
