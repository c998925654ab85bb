// The quick exit: blanks the page at once, then replaces it; Shift pressed three times does the same.

const PRESSES = 3
const WITHIN = 5000 // milliseconds
const MODIFIERS = ['ctrlKey', 'altKey', 'metaKey']

let hasLeft = false

// What else is under way on the page asks this before it shows anything.
export const isLeaving = () => hasLeft

const exitLink = () => document.querySelector('[data-exit]')

function blank(title) {
  hasLeft = true
  for (const form of document.forms) form.reset()
  window.getSelection()?.removeAllRanges()
  document.body.replaceChildren()
  // The browser's history keeps the last title of an address, so it gets one that tells nothing.
  document.title = title
}

export function leave() {
  const link = exitLink()
  if (!link) return
  const { exit: site, exitTitle: title, exitAddress: address } = link.dataset
  try {
    blank(title)
    // The server's part is on its way and nobody waits for it.
    if (address) navigator.sendBeacon(address)
  } finally {
    window.location.replace(site)
  }
}

function showPresses(number) {
  const link = exitLink()
  if (!link) return
  link.querySelectorAll('[data-press]').forEach((dot, place) => {
    dot.classList.toggle('ostoja-exit__dot--on', place < number)
  })
  const said = document.querySelector('[data-presses]')
  if (said) said.textContent = number ? `${number} / ${PRESSES}` : ''
}

// A press counts when Shift comes up again and nothing else was pressed, clicked or held with it:
// who writes capital letters, marks text or changes the keyboard's language stays.
function listenForShift() {
  let presses = []
  let isAlone = false
  let timer
  const count = (next) => {
    presses = next
    clearTimeout(timer)
    if (presses.length) timer = setTimeout(() => count([]), WITHIN)
    showPresses(presses.length)
  }
  const begin = (event) => {
    if (event.repeat && event.key === 'Shift') return
    isAlone = event.key === 'Shift' && !MODIFIERS.some((name) => event[name])
    if (!isAlone && presses.length) count([])
  }
  const end = (event) => {
    if (event.key !== 'Shift' || !isAlone) return
    isAlone = false
    const now = Date.now()
    count([...presses.filter((time) => now - time < WITHIN), now])
    if (presses.length >= PRESSES) leave()
  }
  const interrupt = () => {
    isAlone = false
    if (presses.length) count([])
  }
  document.addEventListener('keydown', begin, true)
  document.addEventListener('keyup', end, true)
  document.addEventListener('pointerdown', interrupt, true)
  // A keyboard on a screen writes without telling of its keys.
  document.addEventListener('input', interrupt, true)
  window.addEventListener('blur', interrupt)
}

// Once for all pages that this document shows one after the other.
export function startExit() {
  document.addEventListener('click', (event) => {
    if (!event.target.closest?.('[data-exit]')) return
    event.preventDefault()
    leave()
  }, true)
  listenForShift()
  // A browser that kept the blank page in memory must not stop there.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted && hasLeft) window.location.reload()
  })
}
