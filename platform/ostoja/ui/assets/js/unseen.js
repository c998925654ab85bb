// The contact leaves at most one entry in the history: what a form sends is fetched and shown in
// place, and links to the contact replace the page. Without scripts the forms work as forms.
//
// A script that a page brings along starts when it is loaded, and again at the event "ostoja:page".

import { isLeaving } from './exit.js'

const CONTACT = /^\/[a-z]{2}\/info\/(2\/)?$/
const PAGE = 'ostoja:page'
const SERVER_ERROR = 500

const isUnseen = () => document.documentElement.hasAttribute('data-unseen')

export function onEachPage(start) {
  start()
  document.addEventListener(PAGE, start)
}

function copyAttributes(from, to) {
  for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name)
  for (const { name, value } of from.attributes) to.setAttribute(name, value)
}

function load(element, attribute) {
  const address = element.getAttribute(attribute)
  if (document.querySelector(`${element.localName}[${attribute}="${CSS.escape(address)}"]`)) return
  const copy = document.createElement(element.localName)
  copyAttributes(element, copy)
  document.head.append(copy)
}

function show(html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const scripts = [...page.querySelectorAll('script[src]')]
  const sheets = page.querySelectorAll('link[rel="stylesheet"]')
  page.querySelectorAll('script').forEach((script) => script.remove())
  copyAttributes(page.documentElement, document.documentElement)
  copyAttributes(page.body, document.body)
  document.title = page.title
  sheets.forEach((sheet) => load(sheet, 'href'))
  document.body.replaceChildren(...page.body.childNodes)
  scripts.forEach((script) => load(script, 'src'))
  window.scrollTo(0, 0)
  focusHeading()
  document.dispatchEvent(new CustomEvent(PAGE))
}

// A screen reader goes on where the new page begins; a summary of errors takes the focus after it.
function focusHeading() {
  const heading = document.querySelector('main h1') ?? document.querySelector('main')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus({ preventScroll: true })
}

// The address says which language a page has. Whoever loads it again should find that language.
function keepLanguage(address) {
  const { pathname } = new URL(address)
  if (pathname.slice(0, 4) === window.location.pathname.slice(0, 4)) return
  window.history.replaceState(null, '', pathname)
}

function bodyOf(form, submitter) {
  const data = new FormData(form)
  // Old browsers would leave out the button that was pressed.
  if (submitter?.name) data.append(submitter.name, submitter.value)
  return form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data)
}

// Files may take a while on a bad phone: how far they are is shown, which only the older way tells.
function upload(address, body, line) {
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    request.open('POST', address)
    request.setRequestHeader('Accept', 'text/html')
    request.upload.onprogress = ({ loaded, total }) => {
      line.hidden = false
      line.querySelector('progress').value = total ? Math.round((100 * loaded) / total) : 0
    }
    request.onload = () =>
      resolve({ status: request.status, url: request.responseURL, html: request.response })
    request.onerror = () => reject(new Error('no connection'))
    request.send(body)
  }).finally(() => {
    line.hidden = true
  })
}

async function post(address, form, submitter) {
  const body = bodyOf(form, submitter)
  const line = form.querySelector('[data-upload]')
  if (line && [...body.values()].some((one) => one.size)) return upload(address, body, line)
  const answer = await fetch(address, { method: 'POST', body, headers: { Accept: 'text/html' } })
  return { status: answer.status, url: answer.url, html: await answer.text() }
}

async function send(form, submitter) {
  const lost = document.querySelector('[data-no-connection]')
  form.setAttribute('aria-busy', 'true')
  try {
    const address = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? ''
    const answer = await post(address || window.location.href, form, submitter)
    if (answer.status >= SERVER_ERROR) throw new Error(answer.status)
    if (isLeaving()) return
    show(answer.html)
    keepLanguage(answer.url)
  } catch {
    // Nothing was lost: the form stands there with all that was typed, and may be sent again.
    if (isLeaving() || !lost) return
    lost.hidden = false
    lost.focus()
  } finally {
    form.removeAttribute('aria-busy')
  }
}

function onSubmit(event) {
  const form = event.target
  if (event.defaultPrevented || !isUnseen() || form.method !== 'post' || 'native' in form.dataset)
    return
  event.preventDefault()
  if (form.getAttribute('aria-busy') !== 'true') send(form, event.submitter)
}

function onClick(event) {
  const link = event.target.closest?.('a[href]')
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
  if (!link || event.defaultPrevented || !isPlain || link.target || link.hasAttribute('download'))
    return
  const isHere = link.origin === window.location.origin && CONTACT.test(link.pathname)
  if (!isHere || link.getAttribute('href').startsWith('#')) return
  event.preventDefault()
  window.location.replace(link.href)
}

export function startUnseen() {
  document.addEventListener('submit', onSubmit)
  document.addEventListener('click', onClick)
}
