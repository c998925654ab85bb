// Shows at once what a form's colours would look like; without it the form's own button does.

const PAUSE = 150 // milliseconds without a change

async function refresh(form, part) {
  const wanted = new URLSearchParams(new FormData(form))
  wanted.delete('csrfmiddlewaretoken')
  const answer = await fetch(`${window.location.pathname}?${wanted}`, { headers: { 'X-Looking': 'yes' } })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const style = page.getElementById('tried-colours')
  const found = page.getElementById(part)
  if (!style || !found) return
  document.getElementById('tried-colours').href = style.getAttribute('href')
  document.getElementById(part).replaceChildren(...found.childNodes)
}

export function startLivePreviews() {
  for (const form of document.querySelectorAll('form[data-live]')) {
    let waiting
    form.addEventListener('input', () => {
      clearTimeout(waiting)
      waiting = setTimeout(() => refresh(form, form.dataset.live), PAUSE)
    })
  }
}
