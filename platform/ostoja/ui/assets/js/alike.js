// Says while somebody types whom the form may be about; without it the form asks when it is sent.

const PAUSE = 500 // milliseconds without a change
const NAMES = ['person_name', 'phone', 'pesel']

function typed(place) {
  const all = new FormData(place.closest('form'))
  const sent = new FormData()
  for (const name of [...NAMES, 'csrfmiddlewaretoken']) sent.set(name, all.get(name) ?? '')
  sent.set('case', place.dataset.peopleAlikeCase ?? '')
  return sent
}

async function ask(place) {
  const answer = await fetch(place.dataset.peopleAlikeUrl, { method: 'POST', body: typed(place) })
  if (!answer.ok || answer.redirected) return
  const part = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // The form may hold the question already, as it came back.
  const asked = place.closest('form').querySelector('[data-people-alike]')
  asked?.closest('.govuk-form-group').remove()
  place.replaceChildren(...part.body.childNodes)
}

export function startPeopleAlike() {
  for (const place of document.querySelectorAll('[data-people-alike-url]')) {
    let waiting
    place.closest('form').addEventListener('input', (event) => {
      if (!NAMES.includes(event.target.name)) return
      clearTimeout(waiting)
      waiting = setTimeout(() => ask(place), PAUSE)
    })
    // A form that came back because of something else has lost what was said before.
    const isAsked = place.closest('form').querySelector('[data-people-alike]')
    if (document.querySelector('.govuk-error-summary') && !isAsked) ask(place)
  }
}
