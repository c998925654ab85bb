// How a text for residents reads, below its field, while it is typed; without this a button shows it.

const PAUSE = 700 // milliseconds without a change

function placeFor(field) {
  const id = `${field.id}-plain`
  const known = document.getElementById(id)
  if (known) return known
  const place = document.createElement('div')
  place.id = id
  place.setAttribute('aria-live', 'polite')
  field.closest('.govuk-form-group').append(place)
  return place
}

async function show(field, address) {
  const sent = new URLSearchParams({
    text: field.value,
    language: field.lang || document.documentElement.lang,
    limits: field.dataset.plain,
    csrfmiddlewaretoken: field.form.elements.csrfmiddlewaretoken.value,
  })
  try {
    const answer = await fetch(address, { method: 'POST', body: sent })
    if (!answer.ok) return
    const part = new DOMParser().parseFromString(await answer.text(), 'text/html')
    placeFor(field).replaceChildren(...part.body.childNodes)
  } catch {
    // Advice may be missing; what is typed stays.
  }
}

export function startPlain() {
  const address = `/${document.documentElement.lang}/staff/plain/`
  for (const field of document.querySelectorAll('[data-plain]')) {
    let waiting
    const later = () => {
      clearTimeout(waiting)
      waiting = setTimeout(() => show(field, address), PAUSE)
    }
    field.addEventListener('input', later)
  }
}
