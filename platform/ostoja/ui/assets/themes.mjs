// Turns themes.json into CSS custom properties.

// Colours that govuk-frontend reads under its own names.
const GOVUK = new Set([
  'brand', 'text', 'inverse-text', 'template-background', 'body-background', 'secondary-text',
  'focus', 'focus-text', 'error', 'success', 'border', 'input-border', 'hover', 'link',
  'link-visited', 'link-hover', 'link-active', 'surface-background', 'surface-text',
  'surface-border',
])

function properties(colours) {
  return Object.entries(colours)
    .map(([name, value]) => (GOVUK.has(name) ? `--govuk-${name}-colour:${value};` : `--ostoja-${name}:${value};`))
    .join('')
}

/** One rule for the light display and one for each city; other displays will follow the same way. */
export function themeCss({ displays, cities }) {
  const rules = [`:root{color-scheme:light;${properties(displays.light)}}`]
  for (const [slug, city] of Object.entries(cities)) {
    rules.push(`[data-city-theme=${slug}]{${properties(city.light)}}`)
  }
  rules.push('@media print{:root{--govuk-text-colour:#000;--govuk-body-background-colour:#fff}}')
  return rules.join('')
}
