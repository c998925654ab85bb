// Asks for the page again while work goes on, and puts in what has changed; without it a link does.

async function look(box) {
  const answer = await fetch(window.location.href, { headers: { Accept: 'text/html' } })
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
  const focused = part.contains(document.activeElement) ? document.activeElement.textContent : ''
  part.replaceChildren(...fresh.childNodes)
  if (!focused) return
  const again = [...part.querySelectorAll('a, button')].find((one) => one.textContent === focused)
  const next = again || part.querySelector('a, button')
  if (next) next.focus()
}

export function startRefreshing() {
  for (const box of document.querySelectorAll('[data-refresh]')) {
    const pause = Number(box.dataset.refresh) * 1000
    const again = () => setTimeout(async () => {
      const goesOn = document.hidden || (await look(box).catch(() => true))
      if (goesOn) again()
    }, pause)
    again()
  }
}
