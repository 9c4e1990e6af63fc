// What runs inside the page, as text: the types of a browser are not those of the server.

/** What a page shows while it has not come yet. */
export const PLACEHOLDERS = "[aria-busy=true], .mantine-Skeleton-root";

/** Ends once every image that is wanted has come. */
export const IMAGES_HAVE_COME = `Promise.all([...document.images]
  .filter((image) => !image.complete && image.loading !== "lazy").map((image) => image.decode())).then(() => true)`;

/** By how many pixels the page is wider than the screen. */
export const TOO_WIDE = `document.documentElement.scrollWidth - window.innerWidth`;

/** Tells every tap and every refusal of the content security policy. */
export const LISTEN = `
  addEventListener("pointerdown", () => gongjianTapped(), true);
  addEventListener("securitypolicyviolation", (event) =>
    console.error("content security policy: " + event.violatedDirective + " " + event.blockedURI));`;

/** The texts of a page, one for each place where a text stands; what the chain keeps, as it keeps it, lies in closed details. */
export const TEXTS = `(() => {
  const texts = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest("pre, code, details:not([open])")) texts.add(walker.currentNode.nodeValue.trim());
  const names = ["aria-label", "placeholder", "title", "alt"];
  for (const element of document.querySelectorAll(names.map((name) => "[" + name + "]").join()))
    for (const name of names) texts.add((element.getAttribute(name) ?? "").trim());
  texts.delete("");
  return [...texts];
})()`;

/** What has the focus: its name as it is read aloud, and whether one can see that it has it. */
export const FOCUSED = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { name: "", visible: true };
  const name = element.ariaLabel ?? element.labels?.[0]?.innerText ?? element.innerText;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const ring = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  // A text field shows it by its caret and its border.
  return { name: name.replace(/\\s+/g, " ").trim(), visible: ring || element.matches("input, textarea, select") };
})()`;

/** Plants what a look must find: no name, faint, too wide, out of reach, not translated. The policy lets styles come by script only. */
export const DEFECTS = `{
  const plant = (name, text, style) => {
    const element = document.createElement(name);
    element.textContent = text;
    element.style.cssText = style;
    document.body.prepend(element);
    return element;
  };
  plant("button", "", "");
  plant("p", "faint", "position: relative; z-index: 9; color: #ccc; background: #fff");
  plant("div", "wide", "height: 9px; width: 3000px");
  plant("div", "", "height: 20px; overflow: auto")
    .append(plant("p", "out of reach", "height: 200px"));
  plant("p", "some.missing.key", "");
  plant("p", "无人译过", "");
}`;
