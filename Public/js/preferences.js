// What belongs to this reader and not to a link: language, colours, widths. And the keys to what they saved.

const key = 'berth.preferences';
const tokensKey = 'berth.editTokens';

/** @param {string} name @returns {any} */
function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') ?? {};
  } catch {
    return {};
  }
}

/** @param {string} name @param {unknown} value */
function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is off or full: the choice lasts as long as the page.
  }
}

/** @type {{language?: 'en'|'ko', theme?: 'light'|'dark', left?: number, right?: number, cluster?: number,
 *   folded?: string[]}} */
const preferences = read(key);

export function preference() {
  return preferences;
}

/** @param {Partial<typeof preferences>} patch */
export function prefer(patch) {
  Object.assign(preferences, patch);
  write(key, preferences);
}

/** @param {string} id @returns {string|undefined} */
export function editToken(id) {
  return read(tokensKey)[id];
}

/** @param {string} id @param {string} token */
export function keepEditToken(id, token) {
  write(tokensKey, { ...read(tokensKey), [id]: token });
}
