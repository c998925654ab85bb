// The language links of a page with a form that can carry what was typed press its own buttons.

export function startLanguages() {
  const form = document.querySelector('form[data-carries]')
  if (!form) return
  for (const link of document.querySelectorAll('nav .ostoja-languages a')) {
    link.addEventListener('click', (event) => {
      const button = form.querySelector(`button[name="language"][value="${link.lang}"]`)
      const typed = [...form.elements].some((field) =>
        field.type === 'radio' ? field.checked : field.tagName === 'TEXTAREA' && field.value)
      if (!button || !typed) return
      event.preventDefault()
      form.requestSubmit(button)
    })
  }
}
