// What somebody has begun to write and not sent: leaving such a page asks first.

const changed = new Set()

export const hasUnsaved = () => [...changed].some((form) => form.isConnected)

export function watchForms() {
  for (const form of document.querySelectorAll('form[method="post"]')) {
    if (form.querySelector('[type="password"]')) continue
    // A page that came back with errors holds words that were never saved.
    if (form.querySelector('.govuk-form-group--error')) changed.add(form)
    form.addEventListener('input', () => changed.add(form))
    form.addEventListener('submit', () => changed.delete(form))
  }
  window.addEventListener('beforeunload', (event) => {
    if (!hasUnsaved()) return
    event.preventDefault()
    event.returnValue = true // older browsers ask only then
  })
}
