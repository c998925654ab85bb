// Turns themes.json into CSS custom properties.

/** The rule that sets all colours of one display. */
export function displayCss(themes, name) {
  return `:root{${colours(themes, name)}}`
}

/** All displays at once, for a sample that may have another one than the page around it. */
export function sampleCss(themes) {
  const night = '@media (prefers-color-scheme:dark)'
  const more = '@media (prefers-contrast:more)'
  const rule = (name, choice = '') => `.ostoja-try${choice}{${colours(themes, name)}}`
  const own = ':not([data-display])'
  return [
    rule('light'),
    `${night}{${rule('dark', own)}}`,
    rule('dark', '[data-display=dark]'),
    rule('calm', '[data-calm]'),
    `${night}{${rule('calm-dark', `[data-calm]${own}`)}}`,
    rule('calm-dark', '[data-calm][data-display=dark]'),
    rule('contrast', '[data-display=contrast][data-display]'),
    `${more}{${rule('contrast', `${own}${own}`)}}`,
  ].join('')
}

function colours({ displays, govuk }, name) {
  const scheme = name !== 'light' && name !== 'calm' ? 'dark' : 'light'
  const all = Object.entries(displays[name]).map(([colour, value]) =>
    govuk.includes(colour) ? `--govuk-${colour}-colour:${value};` : `--ostoja-${colour}:${value};`,
  )
  return `color-scheme:${scheme};${all.join('')}`
}

/** Paper is white, whatever the display. */
export function printCss() {
  return '@media print{:root{--govuk-text-colour:#000;--govuk-body-background-colour:#fff}}'
}
