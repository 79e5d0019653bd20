// Whatever can be pressed in less than arguments[0] px either way and has no room around it either (WCAG 2.5.8), but for
// links inside a sentence.
const [least] = arguments;
const pressable = "a[href], button, summary, select, input:not([type=hidden]), textarea, [role=button], [role=link], [tabindex='0']";
const inSentence = (element) =>
  getComputedStyle(element).display === "inline" &&
  [...(element.parentElement?.childNodes ?? [])].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
// What is drawn around an element may be pressed for it, as by a pseudo-element that covers the row.
const reach = (element) => {
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = element.getBoundingClientRect();
  const along = (dx, dy) => {
    const hit = (step) => document.elementFromPoint(box.left + box.width / 2 + dx * step, box.top + box.height / 2 + dy * step);
    let steps = 0;
    while (steps < least && element.contains(hit(steps))) steps += 1;
    return steps;
  };
  return { width: along(1, 0) + along(-1, 0), height: along(0, 1) + along(0, -1) };
};
const isSmall = ({ width, height }) => width < least - 0.5 || height < least - 0.5;
const place = [scrollX, scrollY];
const targets = [...document.querySelectorAll(pressable)].filter((element) => {
  const box = element.getBoundingClientRect();
  // Out of sight until it has the focus.
  const isAway = box.right <= 0 || box.bottom + scrollY <= 0 || getComputedStyle(element).clipPath !== "none";
  return element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]") && !inSentence(element) && !isAway;
});
// A label is part of what can be hit.
const small = targets.filter(
  (element) => [element, ...(element.labels ?? [])].every((part) => isSmall(part.getBoundingClientRect())) && isSmall(reach(element)),
);
scrollTo(...place);
const centre = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
const isCrowded = (element) => {
  const [x, y] = centre(element.getBoundingClientRect());
  return targets.some((other) => {
    if (other === element) return false;
    const box = other.getBoundingClientRect();
    const [otherX, otherY] = centre(box);
    const toBox = Math.hypot(x - Math.min(Math.max(x, box.left), box.right), y - Math.min(Math.max(y, box.top), box.bottom));
    return toBox < least / 2 || (small.includes(other) && Math.hypot(x - otherX, y - otherY) < least);
  });
};
return small.filter(isCrowded).map((element) => {
  const name = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40);
  const { width, height } = element.getBoundingClientRect();
  return `<${element.tagName.toLowerCase()}> “${name}” ${Math.round(width)}×${Math.round(height)}`;
});
