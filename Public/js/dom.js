// Building elements without a framework, and without markup in strings (the page's CSP forbids it).

/**
 * An element. `on` takes listeners, `style` styles and custom properties, `key` names the element so that focus
 * survives a new drawing; everything else is an attribute, left out when null or false.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...any} children
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === 'style') Object.entries(value).forEach(([property, v]) => element.style.setProperty(property, v));
    else if (name === 'key') element.dataset.key = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

/** @param {ParentNode} parent @param {any[]} children */
function append(parent, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child !== null && child !== undefined && child !== false) {
      parent.append(child instanceof Node ? child : String(child));
    }
  }
}

/**
 * Replaces what `parent` holds; the element that had the focus keeps it when its `key` is drawn again.
 * @param {Element} parent
 * @param {...any} children
 */
export function show(parent, ...children) {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && parent.contains(active) ? active.dataset.key : undefined;
  const fragment = document.createDocumentFragment();
  append(fragment, children);
  const scroller = parent.closest('.scroll') ?? parent;
  const top = scroller.scrollTop;
  parent.replaceChildren(fragment);
  if (scroller.scrollTop !== top) scroller.scrollTop = top;
  if (key !== undefined) focus(parent.querySelector(`[data-key="${CSS.escape(key)}"]`));
}

/** @param {Element|null} element */
function focus(element) {
  if (!(element instanceof HTMLElement)) return;
  element.focus({ preventScroll: true });
  if (!(element instanceof HTMLInputElement) || element.type !== 'number') return;
  // The caret of a number cannot be set; whoever is typing one goes on at its end.
  const { value } = element;
  element.value = '';
  element.value = value;
}

/**
 * Text in which `backticks` mark names, as nodes.
 * @param {string} text
 * @returns {(string|HTMLElement)[]}
 */
export function words(text) {
  return text.split('`').map((part, index) => (index % 2 ? h('code', {}, part) : part));
}

/**
 * A name in camel case that may break between its words.
 * @param {string} name
 */
export function breakable(name) {
  return name.split(/(?<=[a-z])(?=[A-Z])/).flatMap((part, index) => (index ? [h('wbr'), part] : [part]));
}

/**
 * The element of the page with this id; the page is broken without it.
 * @param {string} id
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/** @param {EventTarget|null} target  whether typing there is text, not a command */
export function takesText(target) {
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, .CodeMirror') !== null);
}
