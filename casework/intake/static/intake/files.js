// Tells at once when chosen files are too many or too large: nobody uploads them for nothing.

const MOST_FILES = 5
const MOST_TOGETHER = 20 * 1024 * 1024

function isTooMuch (field) {
  const sizes = [...field.files].map((file) => file.size)
  const together = sizes.reduce((sum, size) => sum + size, 0)
  const isLarge = sizes.some((size) => size > Number(field.dataset.most))
  return isLarge || sizes.length > MOST_FILES || together > MOST_TOGETHER
}

document.addEventListener('change', ({ target: field }) => {
  if (!field.matches('input[type="file"][data-most]')) return
  const line = field.closest('form').querySelector('[data-too-much]')
  const isSo = isTooMuch(field)
  if (isSo) field.value = ''
  line.textContent = isSo ? line.dataset.tooMuch : ''
  line.hidden = !isSo
})
