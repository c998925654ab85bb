// Pictures beside texts: Tabler's outlines on a disc, so that they are seen on any background.

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const DISC = '#e4ecf5'
const LINES = '#16324f'

export async function buildPictures(here, modules, output) {
  const wanted = JSON.parse(await readFile(path.join(here, 'pictures.json'), 'utf8'))
  const outlines = path.join(modules, '@tabler/icons/icons/outline')
  for (const [name, source] of Object.entries(wanted)) {
    const drawn = await readFile(path.join(outlines, `${source}.svg`), 'utf8')
    const shapes = [...drawn.matchAll(/<(?:path|circle|rect|line|polyline|ellipse)[^>]*\/>/g)]
      .map(([shape]) => shape.replace(/\s*\/>$/, '/>'))
      .filter((shape) => !shape.includes('stroke="none"'))
    const picture =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="96" height="96">' +
      `<circle cx="20" cy="20" r="20" fill="${DISC}"/><g transform="translate(8 8)" fill="none" ` +
      `stroke="${LINES}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">` +
      `${shapes.join('')}</g></svg>\n`
    await writeFile(path.join(output, 'pictures', `${name}.svg`), picture)
  }
}
