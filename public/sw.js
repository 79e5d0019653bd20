// Keeps the page, with its numbers and hours, at hand when the portal or the connection is down.
// The build fills in what stands in double braces; a new build is a new file and so a new cache.
"use strict";

const CACHE = "hotline-{{version}}";
// Named by their content: what is under such a name never changes.
const HASHED = new Set("{{hashed}}");
const DESK = "hotline-desk";
const DESK_ADDRESS = new URL("{{portal}}/support-desk", location.href).href;
const SHELL = "/";
// The application's own addresses; whatever else the origin has is not ours to keep or to replace.
const SCREENS = /^\/(contacts|tickets(\/[^/]+)?|find|prepare(\/[^/]+){0,2}|sheet|help(\/[^/]+)?|call|callback(\/[^/]+)?|operator(\/[^/]+)?|account|settings)?\/?$/;
const NAVIGATION_TIMEOUT_MS = 4000;

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => Promise.all([...HASHED, SHELL].map((address) => keep(cache, address))))
      .then(() => self.skipWaiting()),
  );
});

const TYPES = { js: /javascript/, wasm: /wasm/, json: /json/ };

// What answers under the right name with the wrong thing, a network's login page say, is not kept: the next visit tries again.
async function keep(cache, address) {
  const response = await fetch(address, { cache: "no-cache" });
  const type = TYPES[address.split(".").pop()];
  const isOurs = type ? type.test(response.headers.get("Content-Type") || "") : await isPage(response);
  if (!response.ok || !isOurs) throw new Error(`${address}: ${response.status}, or not ours`);
  await cache.put(address, response);
}

addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE && name !== DESK).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Writes, and whatever is somebody's own, pass by untouched.
  if (request.method !== "GET") return;
  if (request.url === DESK_ADDRESS) event.respondWith(desk(event));
  else if (url.origin !== location.origin) return;
  else if (HASHED.has(url.pathname)) event.respondWith(hashed(request));
  else if (request.mode === "navigate" && SCREENS.test(url.pathname)) event.respondWith(page(event));
});

async function hashed(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreVary: true })) || fetch(request);
}

// The network first, so that hours are today's; the page as it last came when the network does not answer.
async function page(event) {
  const cache = await caches.open(CACHE);
  const fresh = fetch(event.request).then(async (response) => {
    if (response.ok && (await isPage(response))) await cache.put(SHELL, response.clone());
    return response;
  });
  event.waitUntil(fresh.catch(() => {}));
  const last = await cache.match(SHELL, { ignoreVary: true });
  if (!last) return fresh;
  const answer = await Promise.race([fresh.catch(() => null), after(NAVIGATION_TIMEOUT_MS)]);
  return answer && answer.status < 500 ? answer : last.clone();
}

// A page of a newer build is kept too: its numbers and hours are what counts, and its own worker is on the way.
async function isPage(response) {
  if (response.redirected || !(response.headers.get("Content-Type") || "").startsWith("text/html")) return false;
  return (await response.clone().text()).includes('name="hotline-portal"');
}

// What the portal publishes about its support, for as long as it calls it fresh; older only when it cannot be reached.
async function desk(event) {
  const cache = await caches.open(DESK);
  const last = await cache.match(event.request);
  const fresh = fetch(event.request).then(async (response) => {
    if (response.status === 200) await cache.put(event.request, response.clone());
    return response;
  });
  event.waitUntil(fresh.catch(() => {}));
  if (!last) return fresh;
  if (ageSeconds(last) < lifeSeconds(last)) return last;
  const answer = await Promise.race([fresh.catch(() => null), after(NAVIGATION_TIMEOUT_MS)]);
  return answer && answer.status < 500 ? answer : last;
}

function ageSeconds(response) {
  const date = Date.parse(response.headers.get("Date") || "");
  return Number.isNaN(date) ? Infinity : (Date.now() - date) / 1000;
}

function lifeSeconds(response) {
  const control = response.headers.get("Cache-Control") || "";
  const seconds = (name) => Number((control.match(new RegExp(`(?:^|[ ,])${name}=(\\d+)`)) || [0, 0])[1]);
  return seconds("max-age");
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}
