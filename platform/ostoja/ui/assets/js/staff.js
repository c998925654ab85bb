// Scripts of pages for staff.

import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'

import { startPeopleAlike } from './alike.js'
import { isCalm } from './calm.js'
import { enhance } from './enhance.js'
import { startKeys } from './keys.js'
import { startLivePreviews } from './live.js'
import { startMenus } from './menu.js'
import { startPasskeys } from './passkeys.js'
import { startPlain } from './plain.js'
import { startPressing } from './pressing.js'
import { startRefreshing } from './refresh.js'
import { startReplies } from './replies.js'
import { startTrying } from './tries.js'
import { watchForms } from './unsaved.js'

startMenus()
startPasskeys()
startTrying()
startReplies()
startPlain()
startPressing()
if (!isCalm()) {
  startLivePreviews()
  startPeopleAlike()
  startRefreshing()
}
watchForms()
startKeys()
// Both take the focus; the summary of errors matters more, so it comes second.
const counters = isCalm() ? [] : [CharacterCount]
enhance(NotificationBanner, ErrorSummary, ServiceNavigation, ...counters, PasswordInput, Button)
