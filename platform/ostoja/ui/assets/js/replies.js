// Puts a canned reply where the cursor stands; without it the form's own button does, at the end.

export function startReplies() {
  for (const box of document.querySelectorAll('[data-replies]')) {
    const choice = box.querySelector('select')
    const field = box.closest('form').querySelector('textarea')
    if (!choice || !field) continue
    box.querySelector('button').addEventListener('click', (event) => {
      const text = choice.selectedOptions[0]?.dataset.text
      if (!text) return // the server says what is missing
      event.preventDefault()
      const before = field.value.slice(0, field.selectionStart)
      const gap = before && !before.endsWith('\n') ? '\n\n' : ''
      field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, 'end')
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.focus()
    })
  }
}
