// Which fonts are shipped, and the letters that each file holds.

const WEIGHTS = [400, 700]
const atkinson = (subset, weight) =>
  `@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-${weight}-normal.woff2`
const sourceSans = (subset, weight) =>
  `@fontsource/source-sans-3/files/source-sans-3-${subset}-${weight}-normal.woff2`

const andika = (subset, weight) => `@fontsource/andika/files/andika-${subset}-${weight}-normal.woff2`
const openDyslexic = (weight) =>
  `@fontsource/opendyslexic/files/opendyslexic-latin-${weight}-normal.woff2`

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('')

// A page in Polish, English or German needs these and no more: one small file a weight.
const LATIN = range(0x20, 0x7e) + '\u00a0§°·«»ÄÖÜäöüßÓóéÉ–—‘’‚“”„•…€×'
const POLISH = 'ĄąĆćĘęŁłŃńŚśŹźŻż'
const CYRILLIC = range(0x410, 0x44f) + 'ЁёЄєІіЇїҐґ№'
// Some write Ukrainian with it; only the largest files have it.
const APOSTROPHE = 'ʼ'

const unicodeRange = (letters) =>
  [...new Set(letters)]
    .map((letter) => letter.codePointAt(0))
    .sort((one, other) => one - other)
    .reduce((runs, code) => {
      const last = runs.at(-1)
      if (last && last[1] === code - 1) last[1] = code
      else runs.push([code, code])
      return runs
    }, [])
    .map(([first, last]) => `U+${first.toString(16)}${first === last ? '' : `-${last.toString(16)}`}`)
    .join()

// Ranges of the whole files are those that the font packages publish.
const WHOLE_LATIN =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD'
const WHOLE_LATIN_EXT =
  'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF'

// The last face that covers a letter wins, so whole files come first and are seldom loaded.
const FACES = [
  { name: 'latin-whole', source: (weight) => atkinson('latin', weight), range: WHOLE_LATIN },
  { name: 'latin-ext-whole', source: (weight) => atkinson('latin-ext', weight), range: WHOLE_LATIN_EXT },
  { name: 'latin', source: (weight) => atkinson('latin', weight), letters: LATIN },
  { name: 'polish', source: (weight) => atkinson('latin-ext', weight), letters: POLISH },
  // Source Sans is smaller to the eye than Atkinson at the same size.
  { name: 'cyrillic', source: (weight) => sourceSans('cyrillic', weight), letters: CYRILLIC, adjust: '106%' },
  {
    name: 'apostrophe',
    source: (weight) => sourceSans('latin-ext', weight),
    letters: APOSTROPHE,
    adjust: '106%',
  },
]

// Loaded only by who chose them; what they lack comes from the faces above.
const CHOSEN_FACES = [
  { family: 'Andika', name: 'andika-latin', source: (weight) => andika('latin', weight), letters: LATIN },
  {
    family: 'Andika',
    name: 'andika-polish',
    source: (weight) => andika('latin-ext', weight),
    letters: POLISH + APOSTROPHE,
  },
  {
    family: 'Andika',
    name: 'andika-cyrillic',
    source: (weight) => andika('cyrillic', weight),
    letters: CYRILLIC,
  },
  // Its licence reserves the name: what is cut may not bear it, so it is whole (decision 0047).
  { family: 'OpenDyslexic', name: 'opendyslexic', source: openDyslexic },
]

/** Every font file: where it comes from, what it is called, and the letters kept (all when unset). */
export const fonts = [...FACES, ...CHOSEN_FACES].flatMap((face) =>
  WEIGHTS.map((weight) => ({
    file: `${face.name}-${weight}.woff2`,
    source: face.source(weight),
    characters: face.letters,
  })),
)

export const fontFaces = () => rules(FACES)
export const chosenFontFaces = () => rules(CHOSEN_FACES)

function rules(faces) {
  return faces.flatMap((face) => WEIGHTS.map((weight) => rule(face, weight))).join('')
}

function rule(face, weight) {
  const letters = face.letters ? unicodeRange(face.letters) : face.range
  return (
    `@font-face{font-family:"${['Ostoja', face.family].filter(Boolean).join(' ')}";` +
    `font-style:normal;font-display:swap;font-weight:${weight};` +
    `src:url("fonts/${face.name}-${weight}.woff2") format("woff2");` +
    (face.adjust ? `size-adjust:${face.adjust};` : '') +
    (letters ? `unicode-range:${letters}` : '') +
    '}'
  )
}
