// arguments: role, text, how ("any", "is", "has", "text"), root or null.
// Every element that may have the role and shows or carries the text somewhere. The engine itself has the last word on role and name.
const [role, text, how, root] = arguments;
const selectors = {
  alert: "[role=alert]",
  button: "button, summary, [role=button], input[type=button], input[type=submit], input[type=reset]",
  checkbox: "input[type=checkbox], [role=checkbox]",
  // No role of its own in any engine: a field for a date and a time.
  datetime: "input[type=datetime-local], input[type=date]",
  combobox: "select, [role=combobox]",
  dialog: "dialog[open], [role=dialog]",
  // No role of its own in any engine: where files are chosen.
  file: "input[type=file]",
  group: "fieldset, details, [role=group]",
  img: "img, [role=img]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  link: "a[href], [role=link]",
  list: "ul, ol, menu, [role=list]",
  listitem: "li, [role=listitem]",
  main: "main",
  navigation: "nav, [role=navigation]",
  option: "option, [role=option]",
  progressbar: "progress, [role=progressbar]",
  radio: "input[type=radio], [role=radio]",
  radiogroup: "[role=radiogroup]",
  region: "section, [role=region]",
  row: "tr, [role=row]",
  searchbox: "input[type=search], [role=searchbox]",
  status: "output, [role=status]",
  table: "table, [role=table]",
  timer: "[role=timer]",
  textbox: "input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url], input[type=password], textarea, [role=textbox]",
};
const bare = (words) => words.replace(/\s+/g, "");
const wanted = bare(text);
const sources = (element) => {
  const all = [element.textContent, element.value, element.title, element.placeholder];
  for (const part of [element, ...element.querySelectorAll("[aria-label], [alt]")]) {
    all.push(part.getAttribute("aria-label"), part.getAttribute("alt"));
  }
  const named = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "");
  all.push(named.join(" "));
  for (const label of element.labels ?? []) all.push(label.textContent);
  const caption = element.querySelector(":scope > legend, :scope > caption, :scope > summary");
  if (caption) all.push(caption.textContent);
  // The value of a progress is a number.
  return all.filter(Boolean).map(String).map(bare);
};
const shown = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true], [inert]");
return [...(root ?? document).querySelectorAll(selectors[role] ?? `[role=${role}]`)].filter(
  (element) =>
    (element.tagName === "OPTION" || shown(element)) &&
    (how === "any" || (how === "text" ? bare(element.textContent).includes(wanted) : sources(element).some((s) => s.includes(wanted)))),
);
