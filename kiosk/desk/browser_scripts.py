"""What a page of somebody else is asked to do in its own language: look as ours, go from link to link, press."""

from __future__ import annotations

from typing import Final

# A list that drops down stands in a window of its own and would not be in the picture: let it stand in the page.
STYLE: Final = """(() => { const sheet = new CSSStyleSheet();
sheet.replaceSync(`select:not([multiple]), ::picker(select) { appearance: base-select; }
:focus { outline: 4px solid #063C43 !important; outline-offset: 2px; }`);
document.adoptedStyleSheets.push(sheet); })();"""
# Type as large as ours; in the topmost frame alone, the others grow with it.
ZOOM: Final = """if (window === window.top) { const sheet = new CSSStyleSheet();
sheet.replaceSync(':root { zoom: ZOOM; }');
document.adoptedStyleSheets.push(sheet); }"""
# Where the page has its eye: through frames of its own.
HERE: Final = """(() => { let e = document.activeElement;
while (e && e.tagName === 'IFRAME' && e.contentDocument) e = e.contentDocument.activeElement;
return e && e !== e.ownerDocument.body ? e : null; })()"""
_STEP: Final = """(way => { const found = [];
const look = doc => { for (const e of doc.querySelectorAll('a[href], button, input, select, textarea, summary, iframe,'
+ ' [tabindex], [contenteditable=""], [contenteditable=true]')) {
if (e.tagName === 'IFRAME') { if (e.contentDocument) look(e.contentDocument); continue; }
if (e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility({ visibilityProperty: true })) found.push(e); } };
look(document);
if (!found.length) return '';
const at = found.indexOf(HERE), next = at < 0 ? (way > 0 ? 0 : found.length - 1) : at + way;
const e = found[(next + found.length) % found.length];
e.focus(); e.scrollIntoView({ block: 'center' });
const label = e.labels && e.labels[0], own = e.isContentEditable || e.tagName === 'SELECT' ? '' : e.innerText;
return (e.getAttribute('aria-label') || (label && label.innerText) || e.placeholder || own || e.title
|| (e.type === 'submit' || e.type === 'button' ? e.value : '')
|| (e.tagName === 'SELECT' && e.selectedOptions.length ? e.selectedOptions[0].text : '') || e.name || e.tagName).trim().slice(0, 40); })"""
STEP: Final = _STEP.replace("HERE", HERE)
"""To the next (1) or previous (-1) thing that can be pressed or written into, round and round; its name, never what stands in it."""
_CHOOSE: Final = """(way => { const e = HERE, list = e && e.closest('select');
if (!list) return false;
list.selectedIndex = Math.max(0, Math.min(list.options.length - 1, list.selectedIndex + way));
for (const kind of ['input', 'change']) list.dispatchEvent(new Event(kind, { bubbles: true }));
return true; })"""
CHOOSE: Final = _CHOOSE.replace("HERE", HERE)
"""Down (1) and up (-1) in a list that drops down; false where there is none."""
PRESS: Final = (
    f"(e => {{ if (e) e.tagName === 'SELECT' && e.showPicker ? e.showPicker() : e.click(); }})({HERE})"
)
SEEN: Final = f"(e => {{ if (e) e.scrollIntoView({{ block: 'center' }}); }})({HERE})"
