"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const shapes = new Map(data.shapes.map((shape) => [shape.id, shape]));
const $ = (id) => document.getElementById(id);

/** Creates an element; properties that start with `aria-` or `role` become attributes. */
function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key in element && !key.includes("-")) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** The words of a name, between which a line may break. */
function words(text) {
  return text.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[#$.])/).flatMap((word, at) => at ? [el("wbr"), word] : [word]);
}

const nameOf = (id) => id.split("#")[1] ?? id;
const hrefOf = (id) => "#" + encodeURIComponent(id);

/** A link to a shape of the model; shapes of Smithy's prelude have no page. */
function link(id, text) {
  const shown = words(text ?? nameOf(id));
  return shapes.has(id) ? el("a", { href: hrefOf(id), title: id }, shown) : el("code", { title: id }, shown);
}

// The shapes that name a shape: members, operations, resources and services.
const users = new Map();
for (const shape of data.shapes) {
  const add = (target, how) => {
    if (!users.has(target)) users.set(target, []);
    users.get(target).push({ by: shape.id, how });
  };
  for (const member of shape.members ?? []) add(member.target, "$" + member.name);
  for (const key of ["identifiers", "properties"])
    for (const entry of shape[key] ?? []) add(entry.target, " " + entry.name);
  if (shape.input) add(shape.input, " input");
  if (shape.output) add(shape.output, " output");
  for (const id of shape.errors ?? []) add(id, " error");
  for (const id of [...(shape.operations ?? []), ...(shape.resources ?? [])]) add(id, "");
  for (const [id] of shape.traits ?? []) if (shapes.has(id)) add(id, " trait");
}

/** Markdown as elements: paragraphs, lists, listings, code, emphasis and links. No HTML. */
function markdown(lines) {
  const root = el("div", { className: "docs" });
  let list = null, listing = null;
  for (const line of lines ?? []) {
    if (line.startsWith("```")) {
      if (listing) listing = null;
      else root.append(listing = el("pre"));
      continue;
    }
    if (listing) {
      listing.append(line + "\n");
      continue;
    }
    const item = line.match(/^\s*(?:[-*]|\d+\.) (.*)$/);
    if (item) {
      if (!list) root.append(list = el("ul"));
      list.append(el("li", {}, inline(item[1])));
    } else if (line.trim()) {
      list = null;
      root.append(el("p", {}, inline(line.replace(/^#+ /, ""))));
    }
  }
  return root;
}

function inline(text) {
  const parts = [];
  const pattern = /`([^`]+)`|\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:[^>\s]+)>|\\([^\w\s])|(?<!\w)_([^_]+)_(?!\w)/g;
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    parts.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    const [, code, bold, label, target, url, escaped, emphasis] = found;
    if (code) parts.push(named(code));
    else if (bold) parts.push(el("strong", {}, bold));
    else if (emphasis) parts.push(el("em", {}, emphasis));
    else if (escaped) parts.push(escaped);
    else if (/^https?:/.test(url ?? target)) parts.push(el("a", { href: url ?? target, rel: "noreferrer" }, url ?? label));
    else parts.push(label);
  }
  parts.push(text.slice(end));
  return parts;
}

const byName = new Map(data.shapes.map((shape) => [nameOf(shape.id), shape.id]));
function named(code) {
  const id = byName.get(code);
  return id ? el("a", { href: hrefOf(id) }, el("code", {}, code)) : el("code", {}, code);
}

function traits(shape) {
  if (!shape.traits) return null;
  return el("ul", { className: "traits", "aria-label": "Traits" }, shape.traits.map(([id, text]) => {
    const short = text.length > 300 ? text.slice(0, 300) + "…" : text;
    const code = el("code", { title: id }, short);
    return el("li", {}, shapes.has(id) ? el("a", { href: hrefOf(id) }, code) : code);
  }));
}

function members(shape) {
  return el("ul", { className: "members" }, (shape.members ?? []).map((member) =>
    el("li", { id: shape.id + "$" + member.name },
      el("div", {}, el("span", { className: "name" }, words(member.name)), " ",
        el("span", { className: "kind" }, "→ "), link(member.target)),
      traits(member), markdown(member.docs))));
}

function section(title, ...content) {
  return [el("h2", {}, title), ...content.flat()];
}

function links(ids) {
  return el("ul", { className: "list" }, ids.map((id) => el("li", {}, link(id))));
}

function structure(title, id) {
  const shape = shapes.get(id);
  if (!shape) return [];
  return section(title, el("p", { className: "id" }, link(id)), shape.members ? members(shape) : el("p", {}, "No members."));
}

function messages(shape) {
  const found = data.messages[nameOf(shape.id)];
  if (!found) return [];
  const part = (title, text) => text ? el("div", {}, el("h3", {}, title), el("pre", { tabIndex: 0 }, text)) : null;
  return section("Example", el("div", { className: "wire" },
    part("Request", found.request), part("Rust", found.rust), part("Response", found.response)));
}

function usedBy(shape) {
  const found = users.get(shape.id);
  if (!found) return [];
  return section("Used by", el("ul", { className: "list" },
    found.map(({ by, how }) => el("li", {}, link(by, nameOf(by) + how)))));
}

function page(shape) {
  const parts = [el("h1", {}, words(nameOf(shape.id)), " ", el("span", { className: "kind" }, shape.kind)),
    el("p", { className: "id" }, words(shape.id)), traits(shape), markdown(shape.docs)];
  if (shape.version) parts.push(el("p", {}, "Version " + shape.version));
  if (shape.kind === "operation") {
    parts.push(...messages(shape), ...structure("Input", shape.input), ...structure("Output", shape.output));
  } else if (shape.members) {
    parts.push(...section("Members", members(shape)));
  }
  for (const [title, key] of [["Identifiers", "identifiers"], ["Properties", "properties"]])
    if (shape[key])
      parts.push(...section(title, el("ul", { className: "members" }, shape[key].map((entry) =>
        el("li", {}, el("span", { className: "name" }, entry.name), " → ", link(entry.target))))));
  for (const [title, key] of [["Resources", "resources"], ["Operations", "operations"], ["Errors", "errors"]])
    if (shape[key]) parts.push(...section(title, links(shape[key])));
  parts.push(...usedBy(shape));
  return parts;
}

const wide = matchMedia("(min-width: 56rem)");
const services = data.shapes.filter((shape) => shape.kind === "service");

function front() {
  const parts = [el("h1", {}, data.title)];
  for (const service of services)
    parts.push(el("h2", {}, link(service.id)), markdown(service.docs));
  const kinds = new Map();
  for (const shape of data.shapes) kinds.set(shape.kind, (kinds.get(shape.kind) ?? 0) + 1);
  parts.push(...section("Shapes", el("ul", { className: "list" },
    [...kinds].sort().map(([kind, count]) => el("li", {}, `${count} ${kind}${count === 1 ? "" : "s"}`)))));
  return parts;
}

// The contents: services with their operations by resource, then the other shapes by kind.
function contents() {
  const listed = new Set();
  const operations = (title, ids) => ids?.length
    ? [title ? el("h3", {}, title) : null, el("ul", {}, ids.map((id) => (listed.add(id), el("li", {}, link(id)))))] : [];
  const resource = (id) => {
    const shape = shapes.get(id);
    if (!shape || listed.has(id)) return [];
    listed.add(id);
    return [...operations(link(id), shape.operations), ...(shape.resources ?? []).flatMap(resource)];
  };
  const parts = services.flatMap((service) => {
    listed.add(service.id);
    return [el("h2", {}, link(service.id)), ...operations(null, service.operations),
      ...(service.resources ?? []).flatMap(resource)];
  });
  const kinds = new Map();
  for (const shape of data.shapes) {
    if (listed.has(shape.id)) continue;
    if (!kinds.has(shape.kind)) kinds.set(shape.kind, []);
    kinds.get(shape.kind).push(shape.id);
  }
  for (const [kind, ids] of [...kinds].sort())
    parts.push(el("details", { className: "summary" }, el("summary", {}, `${kind} (${ids.length})`),
      el("ul", {}, ids.map((id) => el("li", {}, link(id))))));
  return parts.filter(Boolean);
}

// Search: names first, then members.
const entries = data.shapes.flatMap((shape) => [
  { id: shape.id, text: nameOf(shape.id), kind: shape.kind, rank: 0 },
  ...(shape.members ?? []).map((member) =>
    ({ id: shape.id, member: member.name, text: nameOf(shape.id) + "$" + member.name, kind: "member", rank: 3 })),
]).map((entry) => ({ ...entry, lower: (entry.member ?? entry.text).toLowerCase() }));
const LIMIT = 100;

function search(query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  const found = [];
  for (const entry of entries) {
    const at = entry.lower.indexOf(wanted);
    const whole = entry.text.toLowerCase();
    if (at < 0 && !whole.includes(wanted)) continue;
    const how = entry.lower === wanted ? 0 : at === 0 ? 1 : 2;
    found.push({ entry, score: entry.rank + how });
  }
  found.sort((a, b) => a.score - b.score || a.entry.text.length - b.entry.text.length || (a.entry.text < b.entry.text ? -1 : 1));
  return found.map(({ entry }) => entry);
}

const query = $("query"), results = $("results");
let selected = -1, shown = [];

function show() {
  const found = search(query.value);
  shown = found.slice(0, LIMIT);
  selected = shown.length ? 0 : -1;
  results.replaceChildren(...shown.map((entry, index) => {
    const item = el("li", { id: "result-" + index, role: "option" }, entry.text + " ",
      el("span", { className: "kind" }, entry.kind));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); open(entry); });
    return item;
  }));
  if (query.value.trim() && !shown.length) results.append(el("li", {}, "Nothing found"));
  results.hidden = !query.value.trim();
  query.setAttribute("aria-expanded", String(!results.hidden));
  $("count").textContent = query.value.trim() ? `${found.length} results` : "";
  mark();
}

function mark() {
  [...results.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === selected)));
  if (selected >= 0) {
    query.setAttribute("aria-activedescendant", "result-" + selected);
    results.children[selected]?.scrollIntoView({ block: "nearest" });
  } else query.removeAttribute("aria-activedescendant");
}

function close() {
  results.hidden = true;
  query.setAttribute("aria-expanded", "false");
}

function open(entry) {
  query.value = "";
  close();
  location.hash = encodeURIComponent(entry.id + (entry.member ? "$" + entry.member : ""));
}

query.addEventListener("input", show);
query.addEventListener("focus", () => query.value && show());
query.addEventListener("blur", close);
query.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && shown.length) {
    event.preventDefault();
    selected = (selected + step + shown.length) % shown.length;
    mark();
  } else if (event.key === "Enter" && shown[selected]) open(shown[selected]);
  else if (event.key === "Escape") { query.value = ""; close(); }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== query) { event.preventDefault(); query.focus(); }
});

function route(first) {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (hash === "content") return $("content").focus();
  const [id, member] = hash.split("$");
  const shape = shapes.get(id);
  $("content").replaceChildren(...(shape ? page(shape) : front()).filter(Boolean));
  document.title = shape ? `${nameOf(id)} – ${data.title}` : data.title;
  for (const current of $("nav").querySelectorAll("[aria-current]")) current.removeAttribute("aria-current");
  const current = shape && $("nav").querySelector(`a[href="${hrefOf(id)}"]`);
  if (current) {
    current.setAttribute("aria-current", "page");
    const group = current.closest("details.summary");
    if (group) group.open = true;
    if (wide.matches) current.scrollIntoView({ block: "nearest" });
  }
  if (!wide.matches && !first) $("menu").open = false;
  if (member) document.getElementById(hash)?.scrollIntoView();
  else scrollTo(0, 0);
  if (!first) $("content").focus({ preventScroll: true });
}

$("nav").append(...contents());
const fit = () => { $("menu").open = wide.matches; };
wide.addEventListener("change", fit);
fit();
addEventListener("hashchange", () => route(false));
route(true);
