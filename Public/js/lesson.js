// The lesson's text, and the scenarios that ship with Berth.

import { byId, h, show } from './dom.js';
import { localized, sectionName, t } from './i18n.js';
import { button, link } from './widgets.js';
import { coloured } from './yamlview.js';

/** @typedef {import('./store.js').Store} Store */

/** What an empty scenario starts with. */
const blank = `apiVersion: v1
kind: Node
metadata: {name: node01}
status: {allocatable: {cpu: "4", memory: 8Gi, pods: "110"}}
---
apiVersion: v1
kind: Node
metadata: {name: node02}
status: {allocatable: {cpu: "2", memory: 4Gi, pods: "110"}}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx:1.27
    resources: {requests: {cpu: 500m, memory: 256Mi}}
`;

/** @param {Store} store @param {{open: (id: string) => void, openText: (text: string) => void}} actions */
export function startLesson(store, actions) {
  const panel = byId('panel-lesson');
  store.watch((state, data) => [state.view.left, state.scenario.id, data.catalogue, data.run], () => {
    if (store.state.view.left === 'lessons') return show(panel, catalogue(store, actions));
    const { run } = store.data;
    if (!run) return show(panel);
    const title = localized(run.title);
    const text = localized(run.description);
    const lesson = h('div', { class: 'lesson' });
    if (!/^#{1,2} /.test(text) && title) lesson.append(h('h2', {}, title));
    lesson.append(text ? markdown(text) : h('p', { class: 'hint' }, t('noLesson')));
    return show(panel, lesson, h('p', { class: 'why-back' },
      link('all-lessons', `${t('chooseLesson')} →`, () => store.changeView({ left: 'lessons' }))));
  });
}

/**
 * Markdown through the Sanitizer API; as plain text where the browser has none.
 * @param {string} text
 */
function markdown(text) {
  const element = /** @type {any} */ (h('div', { class: 'lesson' }));
  const { marked } = /** @type {any} */ (globalThis);
  if (marked && element.setHTML) element.setHTML(marked.parse(text));
  else element.append(...text.split(/\n{2,}/).map((paragraph) => h('p', {}, paragraph)));
  for (const pre of element.querySelectorAll('pre')) pre.tabIndex = 0;
  colour(element);
  return element;
}

/**
 * YAML in a lesson looks as it does in the editor.
 * @param {HTMLElement} lesson
 */
function colour(lesson) {
  for (const code of lesson.querySelectorAll('pre code')) {
    const text = code.textContent ?? '';
    if (/^\s*(- )?[\w.\/-]+:(\s|$)/m.test(text)) show(code, coloured(text));
  }
}

/** @param {Store} store @param {{open: (id: string) => void, openText: (text: string) => void}} actions */
function catalogue(store, actions) {
  /** @type {Map<string, import('./types.js').CatalogueItem[]>} */
  const sections = new Map();
  for (const item of store.data.catalogue) {
    const section = item.section ? sectionName(item.section) : t('sectionOther');
    sections.set(section, [...(sections.get(section) ?? []), item]);
  }
  const entry = (/** @type {string} */ key, /** @type {string} */ title, /** @type {string} */ about,
    /** @type {() => void} */ open, current = false) => h('li', {}, button(`open-${key}`, [
    h('strong', {}, title), h('span', { class: 'about' }, about),
  ], open, { 'aria-current': current ? 'true' : null }));
  return h('div', { class: 'catalogue' },
    h('h2', {}, t('chooseLesson')),
    link('back-to-lesson', `← ${t('backToLesson')}`, () => store.changeView({ left: 'lesson' })),
    [...sections].map(([section, items]) => [h('h3', {}, section), h('ul', {}, items.map((item) =>
      entry(item.id, localized(item.title) || item.id, firstWords(localized(item.description)),
        () => actions.open(item.id), item.id === store.state.scenario.id)))]),
    h('h3', {}, t('sectionOther')),
    h('ul', {}, entry('blank', t('empty'), t('emptyHint'), () => actions.openText(blank))));
}

/**
 * The first sentence, without Markdown.
 * @param {string} text
 */
function firstWords(text) {
  const plain = text.replace(/^#+ .*\n+/, '').replace(/[`*_#]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim();
  const line = plain.split(/\n{2,}/)[0].replaceAll('\n', ' ');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
