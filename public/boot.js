// Starts the application. The build appends this to the glue that wasm-bindgen makes, so that both are one file with one
// integrity; `__wbg_init` is the glue's.
{
  const fatal = (error) => {
    dispatchEvent(new CustomEvent("hotline:fatal", { detail: { kind: "boot", message: String(error) } }));
  };

  // The preload is the one place that knows the address and the integrity: in an attribute of its own, because Chromium warns
  // of `integrity` on a preload of this kind.
  const wasm = document.getElementById("app-wasm");
  // Mode and credentials are those of a preload without `crossorigin`, the only one that WebKit uses for a fetch: with others
  // it downloads the file twice.
  const answer = fetch(wasm.href, { integrity: wasm.dataset.integrity, mode: "no-cors", credentials: "include" }).then((response) => {
    if (!response.ok) throw new Error(`wasm: ${response.status}`);
    return response;
  });

  // Not before the application stands: the worker's downloads would compete with its own.
  const registerWorker = () => {
    const worker = document.querySelector('meta[name="hotline-worker"]');
    if (worker && "serviceWorker" in navigator) {
      // Refused in some private windows; the page works without.
      navigator.serviceWorker.register(worker.content).catch(() => {});
    }
  };

  __wbg_init({ module_or_path: answer }).then(registerWorker, fatal);
}
