import en from '../i18n/en.js';
import ko from '../i18n/ko.js';

/** @typedef {keyof typeof en} Key */
/** @typedef {'en'|'ko'} Language */

const messages = { en, ko };

/** @type {Language} */
let language = 'en';

/** @param {Language} next */
export function setLanguage(next) {
  language = next;
  document.documentElement.lang = next;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-t]'))) {
    element.textContent = t(/** @type {Key} */ (element.dataset.t));
  }
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-t-label]'))) {
    const text = t(/** @type {Key} */ (element.dataset.tLabel));
    element.setAttribute('aria-label', text);
    if (element.matches('button, [role=separator]')) element.title = text;
  }
}

export function currentLanguage() {
  return language;
}

/**
 * The text of `key`, with `{name}` replaced; `{n|one|many}` gives the word that fits the number n.
 * @param {Key} key
 * @param {Record<string, string|number>} [values]
 */
export function t(key, values = {}) {
  return messages[language][key]
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name, one, many) => (values[name] === 1 ? one : many))
    .replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * The name of a lesson section; one that this page does not know is given as it is written.
 * @param {string} section
 */
export function sectionName(section) {
  const key = `section-${section}`;
  if (key in messages.en) return t(/** @type {Key} */ (key));
  return section.charAt(0).toUpperCase() + section.slice(1).replaceAll('-', ' ');
}

/**
 * Text that an author gave in one or both languages.
 * @param {import('./types.js').LocalizedText|undefined} text
 */
export function localized(text) {
  return text?.[language] ?? text?.en ?? text?.ko ?? '';
}
