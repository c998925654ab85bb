// What needs somebody now (a call for help, an alarm) comes above whatever page one works on. Nothing
// moves, nothing is said twice, and what holds the focus stays; so calm mode has it as well.

import { Hints, oneAtATime } from './hints.js'

const ASKS_EVERY = 8000 // milliseconds, while no socket is open
const READ_FROM = 1000 // a screen reader hears nothing of what changes while a page opens
const TOLD = 'ostoja-pressing'

const keyOf = (row) => row.dataset.row

// Which rows this window has told already; without storage each page tells them once.
function told () {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(TOLD)) || [])
  } catch {
    return new Set()
  }
}

class Pressing {
  constructor (box) {
    this.box = box
    this.look = oneAtATime(() => this.ask().catch(() => {}))
    this.hints = new Hints(box.dataset.pressingSocket, {
      changed: () => this.look(),
      turned: () => this.wait(),
      over: () => this.end(),
    })
  }

  start () {
    setTimeout(() => this.readOut(), READ_FROM)
    this.hints.open()
    this.wait()
    document.addEventListener('visibilitychange', () => { if (!document.hidden && !this.isOver) this.look() })
  }

  rows () {
    return [...this.box.querySelectorAll('[data-row]')]
  }

  // Those that are over are forgotten.
  tell (fresh) {
    const there = this.rows().map(keyOf)
    const known = [...told(), ...fresh.map(keyOf)].filter((key) => there.includes(key))
    try {
      sessionStorage.setItem(TOLD, JSON.stringify(known))
    } catch {
      // the next page says it again
    }
  }

  // What stood on the page when it came has not been read out by itself: put in anew, it is.
  readOut () {
    const before = told()
    const unread = this.rows().filter((row) => !before.has(keyOf(row)))
    for (const row of unread) {
      if (!row.contains(document.activeElement)) this.box.insertBefore(row, row.nextElementSibling)
    }
    this.tell(unread)
  }

  // In the order of the server; one that is there already stays the very element that it is.
  show (fresh) {
    const known = new Map(this.rows().map((row) => [keyOf(row), row]))
    const added = []
    let before = null
    for (const row of fresh) {
      const there = known.get(keyOf(row))
      if (!there) {
        this.box.insertBefore(row, before ? before.nextElementSibling : this.box.firstElementChild)
        added.push(row)
      }
      else there.isOver = false
      known.delete(keyOf(row))
      before = there || row
    }
    for (const row of known.values()) this.remove(row)
    this.tell(added)
  }

  // Whoever is on its link keeps the place: it goes when they go.
  remove (row) {
    row.isOver = true
    if (!row.contains(document.activeElement)) return row.remove()
    row.addEventListener('focusout', () => { if (row.isOver) row.remove() }, { once: true })
  }

  async ask () {
    const answer = await fetch(this.box.dataset.pressing, { headers: { 'X-Looking': 'yes' } })
    if (answer.redirected || answer.status === 404) this.end()
    if (answer.redirected || !answer.ok) return
    const found = new DOMParser().parseFromString(await answer.text(), 'text/html')
    this.show([...found.querySelectorAll('[data-row]')].map((row) => document.importNode(row, true)))
  }

  // Signed out, or nothing is for them any more.
  end () {
    this.isOver = true
    clearTimeout(this.timer)
    this.hints.end()
  }

  wait () {
    clearTimeout(this.timer)
    if (this.isOver || this.hints.isLive) return
    this.timer = setTimeout(() => {
      if (!document.hidden) this.look()
      this.wait()
    }, ASKS_EVERY)
  }
}

export function startPressing () {
  const box = document.querySelector('[data-pressing]')
  if (box) new Pressing(box).start()
}
