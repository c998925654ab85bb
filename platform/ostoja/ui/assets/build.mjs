// Builds static/ui/ from the sources in this folder: CSS, scripts, fonts, icons, licences.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import * as esbuild from 'esbuild'
import * as sass from 'sass'
import subsetFont from 'subset-font'

import { chosenFontFaces, fontFaces, fonts } from './fonts.mjs'
import { buildPictures } from './pictures.mjs'
import { displayCss, printCss, sampleCss } from './themes.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const modules = path.join(here, 'node_modules')
const output = path.resolve(here, '../static/ui')

// GOV.UK's and MOJ's sources are others' code: their own deprecations are not ours to read.
const sassOptions = {
  loadPaths: [modules, here],
  quietDeps: true,
  style: 'compressed',
  charset: false,
  logger: sass.Logger.silent,
}

async function buildCss(name, themes) {
  const { css } = sass.compile(path.join(here, 'scss', `${name}.scss`), sassOptions)
  const text = fontFaces() + css + displayCss(themes, 'light') + printCss()
  const { code } = await esbuild.transform(text, { loader: 'css', minify: true, target: 'es2020' })
  await writeFile(path.join(output, `${name}.css`), code)
  return [...code.matchAll(/url\("?images\/([\w.-]+)"?\)/g)].map((match) => match[1])
}

// Small sheets that a page adds: as the device asks for them, or as the person chose.
async function buildDisplay(name, themes) {
  const { css } = sass.compile(path.join(here, 'scss', `${name}.scss`), sassOptions)
  const text = `@media not print{${displayCss(themes, name)}}${css}`
  const { code } = await esbuild.transform(text, { loader: 'css', minify: true, target: 'es2020' })
  await writeFile(path.join(output, `${name}.css`), code)
}

// What a page adds for somebody who chose it; and the page on which one chooses.
async function buildAdded(name, generated) {
  const { css } = sass.compile(path.join(here, 'scss', `${name}.scss`), sassOptions)
  const options = { loader: 'css', minify: true, target: 'es2020' }
  const { code } = await esbuild.transform(generated + css, options)
  await writeFile(path.join(output, `${name}.css`), code)
}

async function buildScripts() {
  await esbuild.build({
    entryPoints: ['public', 'staff'].map((name) => path.join(here, 'js', `${name}.js`)),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    legalComments: 'none',
    outdir: output,
  })
}

async function buildFonts() {
  for (const font of fonts) {
    const source = await readFile(path.join(modules, font.source))
    const content = font.characters
      ? await subsetFont(source, font.characters, {
          targetFormat: 'woff2',
          noHinting: true,
          keepFeatures: ['kern', 'tnum'],
        })
      : source
    await writeFile(path.join(output, 'fonts', font.file), content)
  }
}

async function copyImages(names) {
  const moj = path.join(modules, '@ministryofjustice/frontend/moj/assets/images')
  for (const name of new Set(names)) {
    await copyFile(path.join(moj, name), path.join(output, 'images', name))
  }
  for (const name of await readdir(path.join(here, 'icons'))) {
    await copyFile(path.join(here, 'icons', name), path.join(output, 'icons', name))
  }
}

async function writeLicences() {
  const sources = {
    'govuk-frontend and @ministryofjustice/frontend': path.join(here, 'licences/mit.txt'),
    'Atkinson Hyperlegible Next': path.join(modules, '@fontsource/atkinson-hyperlegible-next/LICENSE'),
    Andika: path.join(modules, '@fontsource/andika/LICENSE'),
    OpenDyslexic: path.join(modules, '@fontsource/opendyslexic/LICENSE'),
    'Tabler Icons (the drawings in pictures/)': path.join(modules, '@tabler/icons/LICENSE'),
    'Source Sans 3': path.join(modules, '@fontsource/source-sans-3/LICENSE'),
  }
  const parts = ['The files of this folder contain parts of these works.\n']
  for (const [name, file] of Object.entries(sources)) {
    parts.push(`==== ${name} ====\n\n${await readFile(file, 'utf8')}`)
  }
  await writeFile(path.join(output, 'licences.txt'), parts.join('\n'))
}

const themes = JSON.parse(await readFile(path.join(here, 'themes.json'), 'utf8'))
await rm(output, { recursive: true, force: true })
for (const folder of ['fonts', 'icons', 'images', 'pictures']) {
  await mkdir(path.join(output, folder), { recursive: true })
}
const images = [...(await buildCss('public', themes)), ...(await buildCss('staff', themes))]
for (const name of Object.keys(themes.displays)) {
  if (name !== 'light') await buildDisplay(name, themes)
}
await buildAdded('choices', chosenFontFaces())
await buildAdded('try', sampleCss(themes))
await Promise.all([buildScripts(), buildFonts(), copyImages(images), writeLicences()])
await buildPictures(here, modules, output)
