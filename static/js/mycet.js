// Starts the components of govuk-frontend. Every page works without this.
import { initAll } from './govuk-frontend.js'
import { lookAgain } from './look-again.js'
import { sayTicked } from './ticked.js'

initAll()
lookAgain()
sayTicked()
