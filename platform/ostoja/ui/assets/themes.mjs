// Turns themes.json into CSS custom properties.

/** The rule that sets all colours of one display. */
export function displayCss({ displays, govuk }, name) {
  const colours = Object.entries(displays[name]).map(([colour, value]) =>
    govuk.includes(colour) ? `--govuk-${colour}-colour:${value};` : `--ostoja-${colour}:${value};`,
  )
  const scheme = name !== 'light' && name !== 'calm' ? 'dark' : 'light'
  return `:root{color-scheme:${scheme};${colours.join('')}}`
}

/** Paper is white, whatever the display. */
export function printCss() {
  return '@media print{:root{--govuk-text-colour:#000;--govuk-body-background-colour:#fff}}'
}
