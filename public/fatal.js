// The last resort, outside WebAssembly: when the application cannot start or has died, the numbers come back and the page
// says what to do. Plain script, no dependencies, nothing newer than ES2018.
(function () {
  "use strict";
  // Put in by the build from the keys `fatal.*` of locales/.
  var TEXTS = "{{texts}}";
  var shown = false;

  function texts() {
    var language = document.documentElement.lang.split("-")[0];
    return TEXTS[language] || TEXTS.ru;
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // Where the browser denies storage nothing was kept, and nothing may be said to be.
  function keeps() {
    try {
      localStorage.setItem("hotline.probe", "1");
      localStorage.removeItem("hotline.probe");
      return true;
    } catch (_) {
      return false;
    }
  }

  function show() {
    var first = document.getElementById("first-paint");
    var app = document.getElementById("app");
    if (!first) return;
    var words = texts();
    var box = element("div", "fatal");
    var heading = element("h2", "fatal__heading", words.heading);
    var reload = element("button", "button button--primary fatal__reload", words.reload);
    box.setAttribute("role", "alert");
    heading.tabIndex = -1;
    reload.type = "button";
    reload.addEventListener("click", function () {
      location.reload();
    });
    box.append(heading, element("p", "fatal__text", words.text + (keeps() ? " " + words.kept : "")), reload);
    first.prepend(box);
    first.hidden = false;
    if (app) app.hidden = true;
    // Out of sight is not enough: a modal dialog of the dead application would keep the rest of the page inert.
    if (app) app.querySelectorAll("dialog[open]").forEach(function (dialog) { dialog.close(); });
    heading.focus();
  }

  function identifier() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var digits = Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // Anonymous: no address, no typed text. What the engine says of a trap names code, never data.
  function report(kind, message) {
    var portal = document.querySelector('meta[name="hotline-portal"]');
    if (!portal) return;
    fetch(portal.content + "/client-errors", {
      method: "POST",
      keepalive: true,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "Idempotency-Key": identifier() },
      body: JSON.stringify({ kind: kind, message: String(message).slice(0, 500), at: new Date().toISOString() }),
    }).catch(function () {});
  }

  function fatal(kind, message) {
    if (shown) return;
    shown = true;
    show();
    try {
      report(kind, message);
    } catch (_) {
      // The visitor has been told; the report is a courtesy to us.
    }
  }

  // A trap, or what a binding threw out of the module: either way it does not go on.
  function died(error) {
    if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) return true;
    return error instanceof Error && /wasm-function/.test(error.stack);
  }

  addEventListener("hotline:fatal", function (event) {
    var detail = event.detail || {};
    fatal(detail.kind || "panic", detail.message || "");
  });
  // Capturing: a script that fails to load fires on its element and does not bubble.
  addEventListener("error", function (event) {
    var target = event.target;
    if (target && target.id === "app-script") fatal("boot", "script");
    else if (died(event.error)) fatal("panic", event.error.stack || event.message);
  }, true);
  addEventListener("unhandledrejection", function (event) {
    if (died(event.reason)) fatal("panic", event.reason.stack || event.reason.message);
  });
})();
