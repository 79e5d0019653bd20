// Runs before every other script of a page and tells the harness what goes wrong in it: through the driver where it lends a
// channel, else through the wire.
((channel) => {
  if (window.__harness) return;
  window.__harness = true;
  const tell = (text) => {
    if (channel) return channel(`${text} (at ${location.pathname})`);
    try {
      const request = new XMLHttpRequest();
      // Not asynchronous: the page may be gone the next moment.
      request.open("POST", "/.harness/report", false);
      request.send(`${text} (at ${location.pathname})`);
    } catch {
      // Nobody listens: the wire is unplugged.
    }
  };
  const words = (value) => (value instanceof Error ? `${value.name}: ${value.message}` : String(value));
  // A page that is left breaks off what it loads, and says so of each: those are told by a page that stays.
  const held = new Set();
  const release = (text) => held.delete(text) && tell(text);
  addEventListener("pagehide", () => held.clear());
  window.__harnessFlush = () => held.forEach(release);
  addEventListener("error", (event) => {
    const source = event.target;
    if (!(source instanceof Element)) return tell(`uncaught ${event.message}`);
    const text = `failed to load ${source.src || source.href || source.tagName}`;
    held.add(text);
    setTimeout(() => release(text), 300);
  }, true);
  addEventListener("unhandledrejection", (event) => tell(`unhandled rejection: ${words(event.reason)}`));
  addEventListener("securitypolicyviolation", (event) => event.blockedURI.endsWith("/.harness/report") || tell(`content security policy: ${event.effectiveDirective} ${event.blockedURI}`));
  const plain = console.error;
  console.error = (...parts) => {
    tell(`console error: ${parts.map(words).join(" ")}`);
    plain.apply(console, parts);
  };
})(typeof harnessChannel === "function" ? harnessChannel : null);
