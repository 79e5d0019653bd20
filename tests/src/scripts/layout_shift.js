const done = arguments[arguments.length - 1];
if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift")) return done(null);
let sum = 0;
const parts = [];
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    sum += entry.value;
    for (const source of entry.sources ?? []) {
      const node = source.node;
      parts.push(`${entry.value.toFixed(4)} ${node?.outerHTML?.slice(0, 80) ?? node?.nodeName ?? "?"}`);
    }
  }
});
observer.observe({ type: "layout-shift", buffered: true });
// Buffered entries come with the next task.
setTimeout(() => { observer.disconnect(); done({ sum, parts }); }, 50);
