// The scenario's text. Mistakes that the API names are marked at their line and listed below.

import { byId, h, show } from './dom.js';
import { t } from './i18n.js';
import { link, silent } from './widgets.js';
import { revealWith, showLine } from './yamlplace.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Cause} Cause */

/** @param {Store} store */
export function startEditor(store) {
  const take = (/** @type {string} */ text) => {
    if (text !== store.state.scenario.text) store.change({ scenario: { ...store.state.scenario, text } });
  };
  const editor = /** @type {any} */ (globalThis).CodeMirror ? codeMirror(store, take) : plain(take);
  revealWith(editor.reveal);
  let shown = /** @type {string|null} */ (null);
  store.watch((state) => [state.scenario.text, state.scenario.id], () => {
    const { id, text } = store.state.scenario;
    editor.setText(text, shown === id);
    shown = id;
  });
  store.watch((_, data) => [data.problems], () => editor.mark(store.data.problems));
  store.watch((state) => [state.view.left, state.view.place], () => requestAnimationFrame(editor.refresh));
  store.watch((_, data) => [data.problems, data.failure, data.stale, data.status], () => listProblems(store));
}

/** @param {Store} store @param {(text: string) => void} take */
function codeMirror(store, take) {
  const CodeMirror = /** @type {any} */ (globalThis).CodeMirror;
  const editor = CodeMirror(byId('editor'), {
    mode: 'yaml', lineNumbers: true, lineWrapping: false, indentUnit: 2, tabSize: 2, indentWithTabs: false,
    styleActiveLine: true, foldGutter: { rangeFinder: CodeMirror.fold?.indent },
    gutters: ['CodeMirror-lint-markers', 'CodeMirror-linenumbers', 'CodeMirror-foldgutter'],
    lint: { getAnnotations: () => annotations(CodeMirror, store.data.problems), lintOnChange: false },
    extraKeys: {
      Tab: (/** @type {any} */ cm) => (cm.somethingSelected() ? cm.indentSelection('add') : cm.replaceSelection('  ')),
      'Shift-Tab': 'indentLess',
      'Ctrl-/': 'toggleComment', 'Cmd-/': 'toggleComment', 'Ctrl-F': 'findPersistent', 'Cmd-F': 'findPersistent',
      Esc: () => byId('tab-left-yaml').focus(),
    },
  });
  const field = editor.getInputField();
  field.setAttribute('aria-label', t('editor'));
  field.setAttribute('aria-describedby', 'editor-hint');
  editor.getScrollerElement().setAttribute('tabindex', '0');
  let setting = false;
  editor.on('change', () => {
    if (!setting) take(editor.getValue());
  });
  /** @type {any[]} */
  let marked = [];
  return {
    setText(/** @type {string} */ text, /** @type {boolean} */ sameScenario) {
      field.setAttribute('aria-label', t('editor'));
      const before = editor.getValue();
      if (before === text) return;
      setting = true;
      if (sameScenario) replaceChanged(editor, before, text);
      else {
        editor.setValue(text);
        editor.clearHistory();
      }
      setting = false;
    },
    mark(/** @type {Cause[]} */ problems) {
      editor.performLint();
      editor.operation(() => {
        for (const line of marked) editor.removeLineClass(line, 'background', 'error-line');
        marked = problems.flatMap(({ line }) =>
          (line ? [editor.addLineClass(line - 1, 'background', 'error-line')] : []));
      });
    },
    reveal(/** @type {number} */ line) {
      editor.refresh();
      editor.setCursor({ line: line - 1, ch: 0 });
      editor.scrollIntoView({ line: line - 1, ch: 0 }, 80);
      editor.focus();
    },
    refresh: () => editor.refresh(),
  };
}

/**
 * Puts in only what differs, so that undo, cursor and scrolling stay.
 * @param {any} editor @param {string} before @param {string} after
 */
function replaceChanged(editor, before, after) {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const [from, to] = [start, before.length - end].map((index) => editor.posFromIndex(index));
  editor.replaceRange(after.slice(start, after.length - end), from, to);
}

/** @param {any} CodeMirror @param {Cause[]} problems */
function annotations(CodeMirror, problems) {
  return problems.filter(({ line }) => line).map(({ line = 1, column = 1, field, message }) => ({
    from: CodeMirror.Pos(line - 1, Math.max(0, column - 1)),
    to: CodeMirror.Pos(line - 1, Math.max(0, column - 1) + 80),
    message: [field, message].filter(Boolean).join(': '),
    severity: 'error',
  }));
}

/**
 * Where CodeMirror is not installed.
 * @param {(text: string) => void} take
 */
function plain(take) {
  const area = /** @type {HTMLTextAreaElement} */ (
    h('textarea', { class: 'plain', spellcheck: 'false', 'aria-label': t('editor') }));
  area.addEventListener('input', () => take(area.value));
  byId('editor').append(area);
  return {
    setText(/** @type {string} */ text) { if (area.value !== text) area.value = text; },
    mark() {},
    reveal(/** @type {number} */ line) {
      const start = area.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      area.focus();
      area.setSelectionRange(start, start);
    },
    refresh() {},
  };
}

/** @param {Store} store */
function listProblems(store) {
  const { problems, failure, stale, status } = store.data;
  const count = byId('problem-count');
  count.hidden = problems.length === 0;
  count.textContent = problems.length ? String(problems.length) : '';
  count.setAttribute('aria-label', t('problems', { n: problems.length }));
  const broken = problems.length > 0 || failure !== null;
  document.body.classList.toggle('stale', stale && broken);
  document.body.classList.toggle('running', status === 'running');
  const state = problems.length > 0 ? h('h3', { class: 'bad' }, t('problems', { n: problems.length }))
    : failure ? h('p', { class: 'failure' }, failure)
      : h('p', { class: 'muted' }, status === 'running' && stale ? t('runningNote') : `✓ ${t('noProblems')}`);
  show(byId('problems'),
    state,
    problems.length > 0 && h('ul', {}, problems.map((problem, index) => mistake(store, problem, index))),
    broken && store.data.run && h('p', { class: 'muted' }, t('lastGood')));
}

/** @param {Store} store @param {Cause} problem @param {number} index */
function mistake(store, { line, message, object, field }, index) {
  const place = [object, field].filter(Boolean).join(' · ');
  return h('li', {},
    line ? link(`problem-${index}`, t('atLine', { line }), () => showLine(store, line)) : silent('✕'),
    h('span', {}, message),
    place && h('span', { class: 'where' }, place));
}
