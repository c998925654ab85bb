// Scripts of pages for residents.

import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'

import { isCalm } from './calm.js'
import { enhance } from './enhance.js'
import { startExit } from './exit.js'
import { startLanguages } from './languages.js'
import { startTrying } from './tries.js'

startExit()
startLanguages()
startTrying()
// Both take the focus; the summary of errors matters more, so it comes second.
enhance(NotificationBanner, ErrorSummary, ...(isCalm() ? [] : [CharacterCount]), Button)
