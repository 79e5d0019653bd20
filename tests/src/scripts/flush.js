// Tells the harness now what the collector holds back, and asks the wire for nothing, so that what was sent before has arrived.
window.__harnessFlush?.();
try {
  const request = new XMLHttpRequest();
  request.open("POST", "/.harness/report", false);
  request.send();
} catch {
  // Nobody listens.
}
