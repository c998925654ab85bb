// Says while somebody types whom the form may be about; without it the form asks when it is sent.

const PAUSE = 500 // milliseconds without a change
const NAMES = ['person_name', 'phone', 'pesel']

function typed(form) {
  const all = new FormData(form)
  const sent = new FormData()
  for (const name of [...NAMES, 'csrfmiddlewaretoken']) sent.set(name, all.get(name) ?? '')
  sent.set('case', form.dataset.peopleAlikeCase ?? '')
  return sent
}

async function ask(form, place) {
  const answer = await fetch(form.dataset.peopleAlikeUrl, { method: 'POST', body: typed(form) })
  if (!answer.ok || answer.redirected) return
  const found = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const shown = form.querySelector('[data-people-alike]')
  shown?.closest('.govuk-form-group').remove()
  place.replaceChildren(...found.body.childNodes)
}

export function startPeopleAlike() {
  for (const form of document.querySelectorAll('form[data-people-alike-url]')) {
    const place = form.querySelector('[data-people-alike-place]')
    let waiting
    form.addEventListener('input', (event) => {
      if (!NAMES.includes(event.target.name)) return
      clearTimeout(waiting)
      waiting = setTimeout(() => ask(form, place), PAUSE)
    })
  }
}
