// Builds static/dist: `npm run build`. No bundler: one style sheet, two scripts, one library module.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, '..', 'node_modules')
const dist = join(here, 'dist')

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)

const sheet = compile(join(here, 'scss', 'mycet.scss'), {
  loadPaths: [join(modules, 'govuk-frontend', 'dist')],
  style: 'compressed',
  quietDeps: true,
})
writeFileSync(join(dist, 'mycet.css'), sheet.css)

// The hashed static files storage would look for the source map, so its mention goes.
const library = readFileSync(join(modules, 'govuk-frontend/dist/govuk/govuk-frontend.min.js'), 'utf8')
writeFileSync(join(dist, 'govuk-frontend.js'), library.replace(/\/\/# sourceMappingURL=.*\s*$/, '\n'))

for (const name of ['mycet.js', 'look-again.js', 'script-works.js', 'ticked.js']) cpSync(join(here, 'js', name), join(dist, name))
