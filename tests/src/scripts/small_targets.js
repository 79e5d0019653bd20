// Whatever can be pressed and is smaller than arguments[0] px in either direction, but for links inside a sentence (WCAG 2.5.8).
const [least] = arguments;
const pressable = "a[href], button, summary, select, input:not([type=hidden]), textarea, [role=button], [role=link], [tabindex='0']";
const inSentence = (element) =>
  getComputedStyle(element).display === "inline" &&
  [...(element.parentElement?.childNodes ?? [])].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
const small = [];
for (const element of document.querySelectorAll(pressable)) {
  if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("[inert]") || inSentence(element)) continue;
  // A label is part of what can be hit.
  const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
  const width = Math.max(...boxes.map((box) => box.width));
  const height = Math.max(...boxes.map((box) => box.height));
  if (width < least - 0.5 || height < least - 0.5) {
    const name = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40);
    small.push(`<${element.tagName.toLowerCase()}> “${name}” ${Math.round(width)}×${Math.round(height)}`);
  }
}
return small;
