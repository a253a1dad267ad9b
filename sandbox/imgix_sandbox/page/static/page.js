"use strict";
// Everything that is shown is set as text, never as HTML.
let language = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("language") ?? navigator.language;
language = language.startsWith("ja") ? "ja" : "en";
let state = null;
const shown = {};
const $ = (id) => document.getElementById(id);
const t = (name) => TEXTS[language][name] ?? name;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language, {hour12: false});
}

function bytes(count) {
  return count === null ? "" : new Intl.NumberFormat(language, {style: "unit", unit: count < 1000 ? "byte" : "kilobyte",
    maximumFractionDigits: 1}).format(count < 1000 ? count : count / 1000);
}

function showRequest(request) {
  const row = element("li", {"data-number": request.number});
  const kind = request.status === null ? "" : request.status < 400 ? "good" : "bad";
  row.append(
    element("span", {class: "time"}, clock(request.time)), " ",
    element("strong", {class: kind}, request.status === null ? t("running") : String(request.status)), " ",
    element("code", {}, `${request.method} ${request.path}`), " ",
    element("span", {class: "detail"}, [
      request.operation,
      request.milliseconds === null ? null : `${request.milliseconds} ${t("ms")}`,
      request.bucket && `${t("bucket")}: ${request.bucket}`,
      request.fault && `${t("injected")}: ${request.fault}`,
      request.status !== null && !request.processed ? t("unprocessed") : null,
      request.body === null && request.body_size ? `${request.body_size} ${t("bytes")}` : null,
    ].filter(Boolean).join(" · ")));
  if (request.body !== null) {
    row.append(element("details", {}, element("summary", {}, t("body")), element("pre", {tabindex: 0}, request.body)));
  }
  return row;
}

// A browser would show the picture of its own cache again, so it is fetched; and the response says where it came from.
const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(async (entry) => {
  seen.unobserve(entry.target);
  const [image, note] = entry.target.children;
  const response = await fetch(entry.target.dataset.image, {cache: "no-store"});
  if (response.ok) image.src = URL.createObjectURL(await response.blob());
  image.onload = () => URL.revokeObjectURL(image.src);
  note.textContent = `X-Cache: ${response.headers.get("X-Cache")}`;
}));

function picture(asset) {
  const figure = element("div", {"data-image": asset.image},
    element("img", {class: "picture", alt: asset.metadata.description ?? ""}), element("span", {class: "detail"}));
  seen.observe(figure);
  return figure;
}

// Rows stay where they have not changed, so that what a reader has unfolded or focused stays so.
function showLog(requests) {
  const log = $("log");
  const rows = new Map([...log.children].map((row) => [row.dataset.number, row]));
  if (requests.length === 0) return log.replaceChildren(element("li", {}, t("none")));
  log.replaceChildren(...requests.map((request) => {
    const text = JSON.stringify(request);
    const before = rows.get(String(request.number));
    if (before !== undefined && before.text === text) return before;
    const row = showRequest(request);
    row.text = text;
    return row;
  }));
}

const sections = {
  buckets: (buckets) => buckets.map((bucket) => element("div", {class: "bucket"},
    element("label", {for: `bucket-${bucket.name}`}, bucket.title[language]),
    element("meter", {id: `bucket-${bucket.name}`, min: 0, max: bucket.limit, value: bucket.used, high: bucket.limit * 0.8}),
    element("span", {class: "detail"}, t(bucket.unit).replace("{used}", bucket.used).replace("{limit}", bucket.limit)))),
  sources: (sources) => sources.map((source) => element("li", {},
    element("strong", {}, source.name), " ", element("span", {class: "detail"},
      [t(source.status), source.type, source.hosts.join(", ")].join(" · ")), " ", element("code", {}, source.id))),
  assets: (assets) => assets.map((asset) => element("li", {},
    asset.image === null ? element("span", {class: "picture"}, t("no_picture")) : picture(asset),
    element("code", {}, asset.path),
    element("span", {class: "detail"}, [asset.source, asset.width && `${asset.width} × ${asset.height}`,
      bytes(asset.file_size)].filter(Boolean).join(" · ")),
    ...Object.entries(asset.metadata).map(([name, value]) => element("span", {class: "detail"},
      `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)))),
  purges: (purges) => purges.map((purge) => element("li", {}, element("span", {class: "time"}, clock(purge.time)), " ",
    element("code", {}, purge.url), " ", element("span", {class: "detail"},
      [purge.duplicate && t("duplicate"), purge.sub_image && t("sub_image")].filter(Boolean).join(" · ")))),
  sessions: (sessions) => sessions.map((session) => element("li", {},
    element("span", {class: "time"}, clock(session.time)), " ", element("code", {}, session.origin_path), " ",
    element("span", {class: "detail"}, session.status))),
  problems: (problems) => problems.map((problem) => element("li", {}, problem)),
};

function show() {
  if (state === null) return;
  showLog(state.requests);
  $("problems-section").hidden = state.problems.length === 0;
  for (const [name, make] of Object.entries(sections)) {
    // A purge shows the pictures of today: they are fetched again.
    const text = JSON.stringify([language, state[name], name === "assets" ? [state.purges, state.asset_count] : null]);
    if (shown[name] === text) continue;
    shown[name] = text;
    const made = make(state[name]);
    if (name === "assets" && state.asset_count > made.length) {
      made.push(element("li", {}, t("more").replace("{count}", state.asset_count)));
    }
    $(name).replaceChildren(...(made.length ? made : [element("li", {}, t("none"))]));
  }
}

function translate() {
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = t(each.dataset.text);
  for (const each of document.querySelectorAll("[data-language]")) {
    each.setAttribute("aria-pressed", String(each.dataset.language === language));
  }
  $("log").replaceChildren();
  connected(events.readyState === EventSource.OPEN);
  show();
}

function connected(is) {
  $("connection").textContent = is ? t("live") : t("lost");
  $("connection").className = is ? "good" : "bad";
}

async function act(action, body) {
  const response = await fetch(`/_sandbox/do/${action}`, {
    method: "POST", headers: {"X-Sandbox-Page": "1"}, body: body === undefined ? null : JSON.stringify(body)});
  $("done").textContent = response.ok ? t(`done_${action}`) : await response.text();
}

const events = new EventSource("/_sandbox/events");
events.onopen = () => connected(true);
events.onerror = () => connected(false);
events.onmessage = (event) => {
  state = JSON.parse(event.data);
  show();
};
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    language = button.dataset.language;
    localStorage.setItem("language", language);
    translate();
  });
}
$("seed").addEventListener("click", () => act("seed"));
$("reset").addEventListener("click", () => confirm(t("sure")) && act("reset"));
$("fault").addEventListener("submit", (event) => {
  event.preventDefault();
  const {fault, operation, times} = event.target.elements;
  act("fault", {fault: fault.value, operations: operation.value === "*" ? "*" : [operation.value], times: Number(times.value)});
});
fetch("/_sandbox/operations").then((response) => response.json()).then((names) => {
  $("fault").elements.operation.append(...names.map((name) => element("option", {}, name)));
});
translate();
