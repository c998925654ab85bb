// The quick exit: blanks the page at once, then replaces it; three presses of Shift do the same.

const PRESSES = 3
const WITHIN = 5000 // milliseconds

function leave(address) {
  for (const form of document.forms) form.reset()
  document.title = ' '
  document.body.replaceChildren()
  window.location.replace(address)
}

function listenForShift(address) {
  let presses = []
  document.addEventListener('keydown', (event) => {
    if (event.repeat) return
    const now = Date.now()
    // Any other key between them means that somebody is writing capital letters.
    presses = event.key === 'Shift' ? [...presses.filter((time) => now - time < WITHIN), now] : []
    if (presses.length >= PRESSES) leave(address)
  })
}

export function startExit() {
  const link = document.querySelector('[data-exit]')
  if (!link) return
  link.addEventListener('click', (event) => {
    event.preventDefault()
    leave(link.href)
  })
  listenForShift(link.href)
}
