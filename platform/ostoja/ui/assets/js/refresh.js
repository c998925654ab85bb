// Asks for the page again while work goes on, and puts in what has changed; without it a link does.
// Where a socket tells that something has changed, the page asks then; where it cannot open, or
// falls silent, the page goes on asking every few seconds.

import { Hints, oneAtATime } from './hints.js'

const SLOWLY = 30000 // milliseconds between looks while a socket is open: clocks go on

async function look(box) {
  const answer = await fetch(window.location.href, { headers: { Accept: 'text/html', 'X-Looking': 'yes' } })
  if (!answer.ok || answer.redirected) return true
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const found = page.getElementById(box.id)
  if (!found) return false
  for (const part of box.querySelectorAll('[data-part]')) {
    const fresh = found.querySelector(`[data-part="${part.dataset.part}"]`)
    replace(part, fresh)
  }
  return 'refresh' in found.dataset
}

// What holds the focus keeps it: the same thing, by its address or its words, is focused again.
function replace(part, fresh) {
  if (!fresh || fresh.innerHTML === part.innerHTML) return
  const tokens = /name="csrfmiddlewaretoken" value="[^"]*"/g
  if (fresh.innerHTML.replace(tokens, '') === part.innerHTML.replace(tokens, '')) return
  if (part.getAttribute('role') === 'log' && grow(part, fresh)) return
  const focused = part.contains(document.activeElement) ? document.activeElement : null
  const [address, words] = focused ? [focused.getAttribute('href'), focused.textContent] : []
  part.replaceChildren(...fresh.childNodes)
  if (!focused) return
  const all = [...part.querySelectorAll('a, button')]
  const again = all.find((one) => address && one.getAttribute('href') === address)
    || all.find((one) => one.textContent === words)
  const next = again || all[0]
  if (next) next.focus()
}

// What is read out once stays as it is: only what is new comes under it.
function grow(part, fresh) {
  const had = part.children.length
  const isLonger = [...part.children].every((one, at) => one.isEqualNode(fresh.children[at]))
  if (isLonger) part.append(...[...fresh.children].slice(had))
  return isLonger
}

class Watch {
  constructor (box) {
    this.box = box
    this.pause = Number(box.dataset.refresh) * 1000
    this.look = oneAtATime(() => this.ask())
  }

  start () {
    const { socket } = this.box.dataset
    if (socket) {
      const heard = { changed: () => this.look(), turned: () => this.wait(), over: () => {} }
      this.hints = new Hints(socket, heard)
      this.hints.open()
    }
    this.wait()
    document.addEventListener('visibilitychange', () => this.look())
  }

  wait () {
    clearTimeout(this.timer)
    if (!this.isOver) this.timer = setTimeout(() => this.look(), this.hints?.isLive ? SLOWLY : this.pause)
  }

  async ask () {
    if (this.isOver) return
    if (!document.hidden && !await look(this.box).catch(() => true)) this.end()
    else this.wait()
  }

  // What the page was asked for is over: the job, the incident.
  end () {
    this.isOver = true
    this.hints?.end()
  }
}

export function startRefreshing() {
  for (const box of document.querySelectorAll('[data-refresh]')) new Watch(box).start()
}
