// A socket that only hints that something has changed. It comes again by itself when it is lost;
// one that answers nothing counts as lost. While none is open the page asks by itself.

const NOT_YOURS = 4403
const ALIVE_EVERY = 20000 // milliseconds
const ANSWERS_WITHIN = 5000
const PAUSE = 500
const LONGEST_PAUSE = 30000

export class Hints {
  // changed: look now · turned: it is live now, or not any more · over: it is for others now
  constructor (path, { changed, turned, over }) {
    Object.assign(this, { changed, turned, over })
    this.address = new URL(path, window.location.href)
    this.address.protocol = this.address.protocol === 'https:' ? 'wss:' : 'ws:'
    this.isLive = false
    this.failures = 0
  }

  open () {
    const socket = new WebSocket(this.address)
    this.socket = socket
    socket.onmessage = (event) => { if (socket === this.socket) this.hear(JSON.parse(event.data)) }
    socket.onclose = (event) => { if (socket === this.socket) this.closed(event.code) }
  }

  hear (frame) {
    clearTimeout(this.doubted)
    this.failures = 0
    if (!this.isLive) {
      this.asking = setInterval(() => this.isThere(), ALIVE_EVERY)
      this.turn(true)
    }
    if (frame.type === 'changed') this.changed()
  }

  // On another network, or after an hour asleep, a connection may be lost and never close.
  isThere () {
    if (this.socket.readyState !== WebSocket.OPEN) return
    this.socket.send(JSON.stringify({ type: 'alive' }))
    clearTimeout(this.doubted)
    this.doubted = setTimeout(() => {
      const { socket } = this
      this.socket = null
      socket.close()
      this.closed()
    }, ANSWERS_WITHIN)
  }

  turn (isLive) {
    this.isLive = isLive
    this.turned()
  }

  closed (code) {
    clearTimeout(this.doubted)
    clearInterval(this.asking)
    if (this.isLive) this.turn(false)
    if (code === NOT_YOURS) this.over()
    if (this.isOver || code === NOT_YOURS) return
    this.failures += 1
    const pause = Math.min(PAUSE * 2 ** this.failures, LONGEST_PAUSE)
    setTimeout(() => { if (!this.isOver) this.open() }, pause * (0.5 + Math.random() / 2))
  }

  end () {
    this.isOver = true
    if (this.socket) this.socket.close()
  }
}

// One look at a time: what changes meanwhile is looked at right after it.
export function oneAtATime (look) {
  let isLooking = false
  let isOld = false
  return async function again () {
    isOld = isLooking
    if (isLooking) return
    isLooking = true
    await look()
    isLooking = false
    if (isOld) await again()
  }
}
