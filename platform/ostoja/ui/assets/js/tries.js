// Shows in a sample at once what display settings would look like; without it a button does.

const ANDIKA = 'andika'

// As ostoja.ui.display.settings.DisplaySettings.sample_attributes says it.
function attributes(form, prefix) {
  const said = new FormData(form)
  const chosen = (name) => said.get(prefix + name) || ''
  const font = chosen('font') || (chosen('easy_to_read') ? ANDIKA : 'atkinson')
  const found = { display: chosen('colours'), textSize: chosen('text_size') || '100', font }
  for (const name of ['calm', 'easy_to_read', 'pictograms', 'spaced', 'still', 'underlined']) {
    found[name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())] = chosen(name) && 'on'
  }
  return found
}

export function startTrying() {
  for (const form of document.querySelectorAll('form[data-tries]')) {
    const sample = form.querySelector('[data-try-on]')
    form.addEventListener('input', () => {
      for (const [name, value] of Object.entries(attributes(form, form.dataset.tries))) {
        if (value) sample.dataset[name] = value
        else delete sample.dataset[name]
      }
    })
  }
}
