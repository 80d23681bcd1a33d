// Where objects stand in a scenario's text: as documents, as items of a List, and in the files of its steps.

/** @typedef {{start: number, end: number, indent: number}} Place  whole lines; `indent`: columns before the object */

/**
 * The place of an object; null when the text has none, as of a Pod that a controller made.
 * @param {string} text
 * @param {string} kind
 * @param {string} name  `namespace/name` or a plain name
 * @returns {Place|null}
 */
export function placeOf(text, kind, name) {
  const plain = name.slice(name.indexOf('/') + 1).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const before = '^metadata:\\s*(?:\\{(?:[^\\n]*[,\\s])?|\\n(?: +[^\\n]*\\n)*? +)';
  const named = new RegExp(`${before}name:\\s*["']?${plain}["']?\\s*(?:$|[,}#])`, 'm');
  const kinded = new RegExp(`^( *)(- )?kind:\\s*${kind}\\s*$`);
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const match = kinded.exec(lines[index]);
    if (!match) continue;
    const place = around(lines, index, match[1].length + (match[2]?.length ?? 0));
    if (named.test(objectAt(text, place))) return place;
  }
  return null;
}

/**
 * The lines of the object of which one line is known: as far as they are indented as deep, and a List's dash.
 * @param {string[]} lines @param {number} index @param {number} indent
 * @returns {Place}
 */
function around(lines, index, indent) {
  const depth = (/** @type {string} */ line) => line.search(/\S/);
  const inside = (/** @type {string} */ line) => depth(line) < 0 || (depth(line) >= indent && !line.startsWith('---'));
  const dash = (/** @type {string} */ line) => depth(line) === indent - 2 && line.trimStart().startsWith('- ');
  let first = index;
  while (first > 0 && !dash(lines[first]) && (inside(lines[first - 1]) || dash(lines[first - 1]))) first -= 1;
  let last = index + 1;
  while (last < lines.length && inside(lines[last])) last += 1;
  const length = (/** @type {number} */ count) => lines.slice(0, count).reduce((sum, line) => sum + line.length + 1, 0);
  return { start: length(first), end: Math.min(length(last), lines.join('\n').length), indent };
}

/**
 * The object's text as if it were a document of its own.
 * @param {string} text @param {Place} place
 */
export function objectAt(text, { start, end, indent }) {
  return text.slice(start, end).split('\n').map((line) => line.slice(indent)).join('\n');
}

/**
 * The text with another object in the place of this one.
 * @param {string} text @param {Place} place @param {string} object
 */
export function withObject(text, { start, end, indent }, object) {
  const lead = text.slice(start, start + indent);
  const lines = object.split('\n').map((line, index) => {
    if (index === 0) return lead + line;
    return line ? ' '.repeat(indent) + line : line;
  });
  return text.slice(0, start) + lines.join('\n') + text.slice(end);
}
