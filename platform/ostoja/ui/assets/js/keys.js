// Keys for those who would rather not reach for the mouse; each person can switch them off.
// Only bare letters: the browser, the system and Polish letters (AltGr) need the modifiers.

import { hasUnsaved } from './unsaved.js'

const PAUSE = 1500 // milliseconds in which a letter may follow the g
const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="textbox"]'
const ENTRIES =
  '.ostoja-content :is(.ostoja-table tbody tr, .govuk-task-list__item, .ostoja-cards > *)'

const firstLinks = () =>
  [...document.querySelectorAll(ENTRIES)].map((entry) => entry.querySelector('a[href]')).filter(Boolean)

function step(by) {
  const links = firstLinks()
  const here = links.findIndex((link) => link.closest(ENTRIES)?.contains(document.activeElement))
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus()
}

// In a list of which several entries may be chosen.
const choose = () => document.activeElement?.closest(ENTRIES)?.querySelector('[type="checkbox"]')?.click()

// A page may have both; what is looked for by words comes first.
const FIELD_OF = (form) => `.ostoja-content ${form} :is(input:not([type="hidden"]), select)`
const SEARCHES = ['form[role="search"]', 'form[method="get"]'].map(FIELD_OF)

function search() {
  const field = SEARCHES.map((one) => document.querySelector(one)).find(Boolean)
  field?.closest('details')?.setAttribute('open', '')
  field?.focus()
}

function go(key) {
  const link = document.querySelector(`.ostoja-navigation [data-key="${CSS.escape(key)}"]`)
  if (link && !hasUnsaved()) window.location.assign(link.href)
}

// A page's own keys: a letter where nobody types, a key such as F8 also in the midst of a word.
const ofPage = (key) => document.querySelector(`[data-on-key~="${CSS.escape(key)}"]`)

export function startKeys() {
  const list = document.querySelector('[data-shortcuts]')?.dataset.shortcuts
  if (!list) return
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    x: choose,
    f: search,
    '?': () => hasUnsaved() || window.location.assign(list),
  }
  let pressed = -PAUSE
  document.addEventListener('keydown', (event) => {
    const held = event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat
    if (held || event.defaultPrevented) return
    if (/^F\d+$/.test(event.key) && ofPage(event.key)) {
      event.preventDefault()
      ofPage(event.key).click()
      return
    }
    if (event.target.closest?.(TYPING)) return
    if (event.key.length > 1) return // Tab, Enter, arrows and Shift keep their own meaning
    const key = event.key.toLowerCase()
    const follows = event.timeStamp - pressed < PAUSE
    pressed = key === 'g' ? event.timeStamp : -PAUSE
    if (key === 'g') return
    const own = follows ? null : ofPage(key)
    if (!follows && !own && !(key in actions)) return
    event.preventDefault()
    if (follows) go(key)
    else if (own) own.click()
    else actions[key]()
  })
}
