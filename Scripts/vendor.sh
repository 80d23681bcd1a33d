#!/bin/sh
# Puts the browser libraries and the font that the page uses into Public/vendor, from Debian's packages.
# Without root it works with what is installed and says what is missing. Only the font is not needed.
set -eu
cd "$(dirname "$0")/.."
out=Public/vendor
codemirror=/usr/share/javascript/codemirror
marked=/usr/share/nodejs/marked/lib/marked.umd.min.js
jsyaml=/usr/share/nodejs/js-yaml/dist/js-yaml.min.js
inter=/usr/share/fonts/truetype/inter-vf/Inter-roman.var.ttf

missing_packages() {
  [ -f "$codemirror/lib/codemirror.js" ] || printf 'libjs-codemirror '
  [ -f "$marked" ] || printf 'node-marked '
  [ -f "$jsyaml" ] || printf 'node-js-yaml '
  [ -f "$inter" ] || printf 'fonts-inter-variable '
  command -v pyftsubset >/dev/null 2>&1 || printf 'fonttools python3-brotli '
}

missing=$(missing_packages)
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "vendor: installing $missing" >&2
  # shellcheck disable=SC2086  # a list of package names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends $missing >/dev/null; } ||
    echo "vendor: apt-get could not install them (no network?)" >&2
  missing=$(missing_packages)
fi
[ -z "$missing" ] || echo "vendor: missing packages: $missing(apt-get install them as root)" >&2

mkdir -p "$out"

# CodeMirror's files in the order they build on each other, as one script and one style sheet.
if [ -f "$codemirror/lib/codemirror.js" ]; then
  (cd "$codemirror" && cat lib/codemirror.js mode/yaml/yaml.js addon/runmode/runmode.js \
    addon/lint/lint.js addon/fold/foldcode.js addon/fold/foldgutter.js addon/fold/indent-fold.js \
    addon/dialog/dialog.js addon/search/searchcursor.js addon/search/search.js addon/search/jump-to-line.js \
    addon/selection/active-line.js addon/comment/comment.js) >"$out/codemirror.js.new"
  (cd "$codemirror" && cat lib/codemirror.css addon/lint/lint.css addon/fold/foldgutter.css \
    addon/dialog/dialog.css) >"$out/codemirror.css.new"
  mv "$out/codemirror.js.new" "$out/codemirror.js"
  mv "$out/codemirror.css.new" "$out/codemirror.css"
fi
[ ! -f "$marked" ] || cp "$marked" "$out/marked.js"
[ ! -f "$jsyaml" ] || cp "$jsyaml" "$out/js-yaml.js"

# Latin and the page's few signs: Korean text takes the system's font.
letters='U+20-7E,U+A0-FF,U+2010-2027,U+2032,U+2190-2193,U+21C4'
letters="$letters,U+2212,U+2260,U+2264,U+2265,U+2605,U+2713,U+2715,U+2717"
if [ -f "$inter" ] && [ ! -f "$out/inter.woff2" ] && command -v pyftsubset >/dev/null 2>&1; then
  pyftsubset "$inter" --flavor=woff2 --output-file="$out/inter.woff2.new" \
    --unicodes="$letters" \
    --layout-features=kern,liga,calt,tnum,zero,case 2>/dev/null && mv "$out/inter.woff2.new" "$out/inter.woff2" ||
    echo "vendor: the Inter subset could not be made; the page uses the system's font" >&2
fi

for library in codemirror marked js-yaml; do
  [ -f "$out/$library.js" ] || { echo "vendor: the page needs $library.js" >&2; exit 1; }
done
