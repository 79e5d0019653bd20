// What makes the page scroll sideways; an empty list when nothing does.
const width = document.documentElement.clientWidth;
if (document.scrollingElement.scrollWidth <= width) return [];
const named = (element) => {
  const text = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
  return `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> “${text}”`;
};
const out = [...document.body.querySelectorAll("*")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
});
const innermost = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
return [`page ${document.scrollingElement.scrollWidth} px wide in ${width} px`, ...innermost.slice(0, 10).map(named)];
