// A live talk: over a WebSocket, else by asking again and again. Without this the forms do it all.
// Messages are appended and never drawn anew; each of the other side's is announced once.

const root = document.querySelector('[data-chat]')
const PLACE_AT_MOST = 30000 // milliseconds between announcements of the place in the queue
const ASK_AGAIN = 3000
const LONGEST_PAUSE = 5000
const TRY_SOCKETS_AGAIN = 60000
const ANSWERS_WITHIN = 10000 // after that a connection that says nothing counts as lost
const ASKED_EVERY = 25000
const NOT_YOURS = 4403

class Page {
  constructor (root) {
    this.root = root
    this.isStaff = root.dataset.chat === 'staff'
    this.last = Number(root.dataset.last)
    this.voice = root.dataset.voice || ''
    this.lastVoice = root.dataset.lastVoice || ''
    this.stance = root.dataset.stance || ''
    this.log = root.querySelector('[data-log]')
    this.announcer = root.querySelector('[data-announcer]')
    this.form = document.querySelector('[data-say]')
    this.text = this.form && this.form.querySelector('textarea')
    this.placeTold = Date.now()
  }

  message (frame) {
    if (frame.number !== this.last + 1) return frame.number <= this.last
    this.last = frame.number
    const isOwn = this.isStaff ? frame.voice === this.voice : frame.from === 'resident'
    const isNewVoice = frame.voice && this.lastVoice && frame.voice !== this.lastVoice
    if (isNewVoice && !this.isStaff) this.announce(this.append('voice'))
    if (frame.voice) this.lastVoice = frame.voice
    const isOurs = this.isStaff ? frame.from === 'staff' : isOwn
    const words = this.append(isOurs ? 'own' : 'other', frame)
    if (!isOwn) this.announce(words)
    this.typing(false)
    return true
  }

  append (kind, frame) {
    const copy = this.root.querySelector(`template[data-said="${kind}"]`).content.cloneNode(true)
    if (frame) {
      if (frame.name) copy.querySelector('[data-name]').textContent = frame.name
      copy.querySelector('[data-time]').dateTime = frame.at
      copy.querySelector('[data-time]').textContent = clock(frame.at)
      copy.querySelector('[data-text]').textContent = frame.text
      if (!frame.text) copy.querySelector('[data-text]').remove()
      for (const file of frame.files || []) this.file(copy, file)
    }
    const words = copy.textContent.replace(/\s+/g, ' ').trim()
    this.log.append(copy)
    return words
  }

  file (copy, { id, kind, state }) {
    const sample = document.querySelector(`template[data-file="${kind} ${state}"]`)
    if (!sample) return
    const shown = sample.content.cloneNode(true)
    const none = '00000000-0000-0000-0000-000000000000'
    for (const field of shown.querySelectorAll('[name="file"]')) field.value = id
    for (const link of shown.querySelectorAll('a')) link.setAttribute('href', link.getAttribute('href').replace(none, id))
    copy.append(shown)
  }

  announce (words) {
    const line = paragraph(words)
    this.announcer.append(line)
    setTimeout(() => line.remove(), 20000)
  }

  state (frame) {
    const box = this.root.querySelector('[data-state]')
    box.replaceChildren(...frame.words.map((words) => paragraph(words, 'govuk-body')))
    const stance = frame.stance || String(frame.present)
    const isNew = stance !== this.stance
    this.stance = stance
    const words = frame.words.join(' ')
    if (isNew || (words !== this.told && Date.now() - this.placeTold > PLACE_AT_MOST)) {
      this.announce(words)
      this.placeTold = Date.now()
      this.told = words
    }
    this.version(frame)
    if (frame.stance) this.buttons(frame.stance)
  }

  // What the buttons beside the answer know of the conversation is what this page has shown.
  version (frame) {
    if (frame.version === undefined || frame.last > this.last) return
    for (const field of document.querySelectorAll('input[name="version"]')) field.value = frame.version
  }

  // Whoever waits may leave; whoever talks may end it.
  buttons (stance) {
    const button = this.form.querySelector('[name="leave"], [name="end"]')
    if (!button) return
    button.name = stance === 'talking' ? 'end' : 'leave'
    button.textContent = stance === 'talking' ? this.root.dataset.endWords : this.root.dataset.leaveWords
  }

  typing (isSo) {
    const line = this.root.querySelector('[data-typing]')
    if (!line || 'calm' in this.root.dataset) return
    line.hidden = !isSo
    clearTimeout(this.typingEnds)
    if (isSo) this.typingEnds = setTimeout(() => { line.hidden = true }, 5000)
  }

  error (words) {
    this.text.closest('.govuk-form-group').classList.toggle('govuk-form-group--error', Boolean(words))
    const before = document.getElementById('chat-error')
    if (before) before.remove()
    if (!words) return
    const line = paragraph(words, 'govuk-error-message')
    line.id = 'chat-error'
    this.text.before(line)
    this.text.setAttribute('aria-errormessage', line.id)
    this.text.focus()
    this.announce(words)
  }

  toldOfFiles (words) {
    const line = paragraph(words, 'govuk-body')
    this.log.append(line)
    this.announce(words)
  }

  trouble (words) {
    const line = this.root.querySelector('[data-trouble-shown]')
    if (line.textContent === words) return
    line.textContent = words
    line.hidden = !words
    if (words) this.announce(words)
  }
}

function paragraph (words, kind = '') {
  const line = document.createElement('p')
  line.className = kind
  line.textContent = words
  return line
}

function clock (moment) {
  const options = { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Warsaw' }
  return new Intl.DateTimeFormat(root.dataset.language, options).format(new Date(moment))
}

function newId () {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

class Talk {
  constructor (page) {
    this.page = page
    this.pending = null // one message at a time: it is sent until it is acknowledged
    this.failures = 0
    this.ticket = this.field('ticket')
  }

  field (name) {
    const found = document.querySelector(`[data-say] [name="${name}"]`)
    return found ? found.value : ''
  }

  open () {
    if (this.over || this.socket) return
    const address = new URL(this.page.root.dataset.socket, window.location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(address)
    this.socket = socket
    this.welcomed = false
    socket.onopen = () => this.hello()
    socket.onmessage = (event) => this.hear(JSON.parse(event.data))
    socket.onclose = (event) => this.closed(event.code)
    this.doubt(2 * ANSWERS_WITHIN)
  }

  // After an hour asleep, in a lift, on another network a connection may be lost and never close.
  doubt (patience = ANSWERS_WITHIN) {
    const { socket } = this
    clearTimeout(this.doubted)
    this.doubted = setTimeout(() => {
      if (!socket || socket !== this.socket) return
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close()
      this.closed()
    }, patience)
  }

  isAlive () {
    if (!this.socket || !this.welcomed) return
    this.send({ type: 'alive' })
    this.doubt()
  }

  hello () {
    const { language } = this.page.root.dataset
    this.send({ type: 'hello', code: this.field('code'), ticket: this.ticket, after: this.page.last, language })
  }

  send (frame) {
    if (this.socket && this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }

  closed (code) {
    this.socket = null
    if (this.over) return
    if (code === NOT_YOURS) return this.end()
    this.failures = this.welcomed ? 1 : this.failures + 1
    this.welcomed = false
    if (this.failures > 2) return this.ask() // sockets seem to be blocked here
    this.page.trouble(this.page.root.dataset.trouble)
    setTimeout(() => this.open(), Math.random() * Math.min(500 * 2 ** this.failures, LONGEST_PAUSE))
  }

  end () {
    this.over = true
    this.page.trouble(this.page.root.dataset.gone)
  }

  hear (frame) {
    const { page } = this
    clearTimeout(this.doubted)
    if (frame.type === 'welcome') {
      this.welcomed = true
      this.failures = 0
      page.voice = frame.voice || page.voice
      page.trouble('')
      this.say()
    } else if (frame.type === 'message') {
      if (!page.message(frame)) this.send({ type: 'after', number: page.last })
    } else if (frame.type === 'state') page.state(frame)
    else if (frame.type === 'typing') page.typing(true)
    else if (frame.type === 'kept') this.kept(frame)
    else if (frame.type === 'refused') this.refused(frame)
    else if (frame.type === 'later') {
      page.trouble(page.root.dataset.laterWords || '')
      setTimeout(() => this.say(), frame.seconds * 1000)
    } else if (frame.type === 'wait') {
      this.ticket = frame.ticket
      setTimeout(() => (this.asking ? this.askOnce() : this.hello()), (frame.seconds + 1) * 1000)
    }
  }

  // Asking instead of a socket: the server keeps each question for a while until there is news.
  async ask () {
    if (this.asking || this.over) return
    this.asking = true
    this.say()
    const until = Date.now() + TRY_SOCKETS_AGAIN
    while (this.asking && !this.over) {
      const isAnswered = await this.askOnce().catch(() => false)
      this.page.trouble(isAnswered ? '' : this.page.root.dataset.trouble)
      if (!isAnswered) await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN * (0.5 + Math.random())))
      if (Date.now() > until && !this.pending) this.asking = false
    }
    this.failures = 1
    this.open()
  }

  async askOnce (more = {}) {
    const [code, version] = [this.field('code'), this.field('version')]
    const csrfmiddlewaretoken = this.field('csrfmiddlewaretoken')
    const { last: after, stance } = this.page
    const facts = { code, ticket: this.ticket, csrfmiddlewaretoken, after, stance, version, ...more }
    const body = new URLSearchParams(facts)
    const began = Date.now()
    const answer = await fetch(this.page.root.dataset.news, { method: 'POST', body })
    if (answer.status === 404 || answer.status === 403) return this.end()
    const { frames } = await answer.json()
    for (const frame of frames) this.hear(frame)
    if (Date.now() - began < 1000) await new Promise((resolve) => setTimeout(resolve, 1000))
    return answer.ok
  }

  // Files go by a request of their own: nothing of them is lost that the server has not taken.
  upload () {
    const sent = new FormData(this.page.form)
    const request = new XMLHttpRequest()
    const line = this.page.form.querySelector('[data-upload]')
    sent.append('id', this.pending.id)
    sent.set('ticket', this.ticket)
    request.open('POST', this.page.root.dataset.news)
    request.upload.onprogress = ({ loaded, total }) => {
      line.hidden = false
      line.querySelector('progress').value = total ? Math.round(100 * loaded / total) : 0
    }
    request.onerror = () => {
      this.page.trouble(this.page.root.dataset.trouble)
      setTimeout(() => this.say(), ASK_AGAIN)
    }
    request.onload = () => {
      line.hidden = true
      if (request.status >= 500) return request.onerror()
      if (request.status !== 200 && request.status !== 429) return this.end()
      this.page.trouble('')
      for (const frame of JSON.parse(request.response).frames) this.hear(frame)
    }
    request.send(sent)
  }

  hasFiles () {
    return [...this.page.form.querySelectorAll('[type="file"]')].some((field) => field.files.length)
  }

  say () {
    if (!this.pending) return
    if (this.pending.hasFiles) return this.upload()
    const { id, text } = this.pending
    if (this.welcomed && this.socket) {
      this.send({ type: 'say', id, text })
      this.isAlive()
    } else if (this.asking) {
      this.askOnce({ id, text }).catch(() => setTimeout(() => this.say(), ASK_AGAIN))
    }
  }

  submit (event) {
    const { form, text } = this.page
    const button = event.submitter
    if (this.over || (button && (button.name || button.hasAttribute('formaction')))) return
    event.preventDefault()
    if (this.pending) return
    this.pending = { id: form.elements.submission.value, text: text.value, hasFiles: this.hasFiles() }
    text.readOnly = true
    this.page.error('')
    this.say()
  }

  kept (frame) {
    if (!this.pending || frame.id !== this.pending.id) return
    this.free()
    this.page.text.value = ''
    this.page.trouble('')
    for (const field of this.page.form.querySelectorAll('[type="file"]')) field.value = ''
    if (frame.told) this.page.toldOfFiles(frame.told)
    this.page.text.dispatchEvent(new Event('keyup')) // the count of characters
  }

  refused (frame) {
    if (frame.why === 'code') return this.end()
    if (!this.pending) return
    this.free()
    this.page.error(frame.words.join(' '))
  }

  free () {
    this.pending = null
    this.page.text.readOnly = false
    this.page.form.elements.submission.value = newId()
  }

  typed () {
    const now = Date.now()
    if ('calm' in this.page.root.dataset || now - (this.typedAt || 0) < 3000) return
    this.typedAt = now
    this.send({ type: 'typing' })
  }

  // After an hour asleep, or another network: what was missed comes by number.
  wake () {
    if (document.hidden || this.over) return
    if (this.socket) {
      this.send({ type: 'after', number: this.page.last })
      this.isAlive()
    } else if (!this.asking) this.open()
  }
}

function start () {
  const page = new Page(root)
  const talk = new Talk(page)
  if (page.form) {
    page.form.addEventListener('submit', (event) => talk.submit(event))
    page.text.addEventListener('input', () => talk.typed())
    page.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) page.form.requestSubmit()
    })
  }
  document.addEventListener('visibilitychange', () => talk.wake())
  window.addEventListener('online', () => talk.wake())
  setInterval(() => talk.isAlive(), ASKED_EVERY)
  talk.open()
}

if (root) start()
