// Passkeys: asks the browser for one and sends its answer in the page's own form.

const decode = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const decoded = (list) => (list ?? []).map((one) => ({ ...one, id: decode(one.id) }))

// As PublicKeyCredential.parse…OptionsFromJSON and toJSON do, which many browsers do not have yet.
function readOptions({ publicKey }) {
  const read = { ...publicKey, challenge: decode(publicKey.challenge) }
  if (read.user) read.user = { ...read.user, id: decode(read.user.id) }
  if (read.excludeCredentials) read.excludeCredentials = decoded(read.excludeCredentials)
  if (read.allowCredentials) read.allowCredentials = decoded(read.allowCredentials)
  return { publicKey: read }
}

function write(credential) {
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
  const given = parts.filter((name) => credential.response[name])
  return JSON.stringify({
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(given.map((name) => [name, encode(credential.response[name])])),
    clientExtensionResults: {},
  })
}

async function ask(form) {
  const say = (name, isShown) => {
    form.querySelector(`[data-passkey-${name}]`).hidden = !isShown
  }
  say('failed', false)
  say('known', false)
  try {
    const options = readOptions(JSON.parse(form.dataset.options))
    const credential = await navigator.credentials[form.dataset.passkey](options)
    form.elements.answer.value = write(credential)
    form.submit()
  } catch (error) {
    say(error.name === 'InvalidStateError' ? 'known' : 'failed', true)
  }
}

export function startPasskeys() {
  if (!window.PublicKeyCredential) return
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.querySelector('[data-passkey-missing]').hidden = true
    form.querySelector('[data-passkey-ready]').hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      ask(form)
    })
    if ('atOnce' in form.dataset) ask(form)
  }
}
