// Starts govuk-frontend's components; each works as plain HTML before.

import { createAll } from 'govuk-frontend/dist/govuk/init.mjs'

export function enhance(...components) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
  for (const component of components) createAll(component)
}
