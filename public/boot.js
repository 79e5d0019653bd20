// Starts the application. The build appends this to the glue that wasm-bindgen makes, so that both are one file with one
// integrity; `__wbg_init` is the glue's.
{
  const fatal = (error) => {
    dispatchEvent(new CustomEvent("hotline:fatal", { detail: { kind: "boot", message: String(error) } }));
  };

  // The preload is the one place that knows the address and the integrity: in an attribute of its own, because Chromium warns
  // of `integrity` on a preload of this kind.
  const preload = document.getElementById("app-wasm");
  // Mode and credentials are those of a preload without `crossorigin`, the only one that WebKit uses for a fetch: with others
  // it downloads the file twice.
  const answer = fetch(preload.href, { integrity: preload.dataset.integrity, mode: "no-cors", credentials: "include" }).then((response) => {
    if (!response.ok) throw new Error(`wasm: ${response.status}`);
    return response;
  });

  // What is not on the first screen, once and when it is wanted. A build for development has no such file.
  const { part: address, partIntegrity: integrity } = preload.dataset;
  const fetchPart = () => fetch(address, { integrity });
  // Whoever comes for another screen does not wait for the first module before the second is asked for.
  let early = address && !/^\/(index.html)?$/.test(location.pathname) && fetchPart();
  if (early) early.catch(() => {});
  let part;
  globalThis.hotlinePart = () => {
    part ??= (async () => {
      if (!address) return;
      const answer = await (early || fetchPart());
      if (!answer.ok) throw answer.status === 404;
      await WebAssembly.instantiate(await answer.arrayBuffer(), { ...__wbg_get_imports(), p: wasm });
    })().catch((error) => {
      // The next time it is asked for anew.
      part = early = undefined;
      throw error;
    });
    return part;
  };

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
