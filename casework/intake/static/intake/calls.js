// A colleague's call for help reaches whoever can come on every page: a socket says that something
// has changed, else the page asks every few seconds. Nothing moves, and nothing is said twice.

const NOT_YOURS = 4403
const ASKS_EVERY = 8000 // milliseconds, while no socket is open
const ALIVE_EVERY = 20000
const ANSWERS_WITHIN = 5000
const PAUSE = 500
const LONGEST_PAUSE = 30000
const READ_FROM = 1000 // a screen reader hears nothing of what changes while a page opens
const TOLD = 'ostoja-calls'

const box = document.querySelector('[data-calls]')

// Which calls this window has told already; without storage each page tells them once.
function told () {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(TOLD)) || [])
  } catch {
    return new Set()
  }
}

// Those that are over are forgotten.
function tell (rowsTold) {
  const ids = rowsTold.map((row) => row.dataset.call)
  const open = rows(box).map((row) => row.dataset.call)
  const known = [...told(), ...ids].filter((id) => open.includes(id))
  try {
    sessionStorage.setItem(TOLD, JSON.stringify(known))
  } catch {
    // the next page says it again
  }
}

const rows = (list) => [...list.querySelectorAll('[data-call]')]

class Calls {
  start () {
    setTimeout(() => this.readOut(), READ_FROM)
    this.open()
    this.wait()
  }

  // What stood on the page when it came has not been read out by itself: put in anew, it is.
  readOut () {
    const before = told()
    const unread = rows(box).filter((row) => !before.has(row.dataset.call))
    box.append(...unread.filter((row) => !row.contains(document.activeElement)))
    tell(unread)
  }

  show (fresh) {
    const ids = new Set(fresh.map((row) => row.dataset.call))
    for (const row of rows(box)) {
      if (!ids.has(row.dataset.call)) this.remove(row)
      ids.delete(row.dataset.call)
    }
    const added = fresh.filter((row) => ids.has(row.dataset.call))
    box.append(...added)
    tell(added)
  }

  // Whoever is on its link keeps the place: it goes when they go.
  remove (row) {
    if (row.contains(document.activeElement)) row.addEventListener('focusout', () => row.remove(), { once: true })
    else row.remove()
  }

  async look () {
    if (this.isLooking) {
      this.isOld = true
      return
    }
    this.isLooking = true
    await this.ask().catch(() => {})
    this.isLooking = false
    if (this.isOld) {
      this.isOld = false
      this.look()
    }
  }

  async ask () {
    const answer = await fetch(box.dataset.calls)
    if (answer.redirected || answer.status === 404) this.end()
    if (answer.redirected || !answer.ok) return
    const found = new DOMParser().parseFromString(await answer.text(), 'text/html')
    this.show(rows(found).map((row) => document.importNode(row, true)))
  }

  // Signed out, or no longer called.
  end () {
    this.isOver = true
    clearTimeout(this.timer)
    if (this.socket) this.socket.close()
  }

  wait () {
    clearTimeout(this.timer)
    if (this.isOver) return
    this.timer = setTimeout(() => {
      if (this.isLive) this.isAlive()
      else if (!document.hidden) this.look()
      this.wait()
    }, this.isLive ? ALIVE_EVERY : ASKS_EVERY)
  }

  open () {
    const address = new URL(box.dataset.callsSocket, window.location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(address)
    this.socket = socket
    socket.onmessage = (event) => this.hear(JSON.parse(event.data))
    socket.onclose = (event) => { if (socket === this.socket) this.closed(event.code) }
  }

  hear (frame) {
    clearTimeout(this.doubted)
    this.failures = 0
    if (!this.isLive) {
      this.isLive = true
      this.wait()
    }
    if (frame.type === 'changed') this.look()
  }

  // On another network, or after an hour asleep, a connection may be lost and never close.
  isAlive () {
    const { socket } = this
    if (socket.readyState !== WebSocket.OPEN) return
    socket.send(JSON.stringify({ type: 'alive' }))
    clearTimeout(this.doubted)
    this.doubted = setTimeout(() => {
      if (socket !== this.socket) return
      this.socket = null
      socket.close()
      this.closed()
    }, ANSWERS_WITHIN)
  }

  closed (code) {
    const wasLive = this.isLive
    this.isLive = false
    clearTimeout(this.doubted)
    if (this.isOver || code === NOT_YOURS) return this.end()
    if (wasLive) this.wait() // else one waits already, and each try would put the next look off
    this.failures = (this.failures || 0) + 1
    const pause = Math.min(PAUSE * 2 ** this.failures, LONGEST_PAUSE)
    setTimeout(() => this.open(), pause * (0.5 + Math.random() / 2))
  }
}

if (box) {
  const calls = new Calls()
  calls.start()
  document.addEventListener('visibilitychange', () => { if (!document.hidden && !calls.isOver) calls.look() })
}
