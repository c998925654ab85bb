// Menus made of <details>: Escape and a click elsewhere close them.

export function startMenus() {
  const menus = document.querySelectorAll('details.ostoja-menu')
  const close = (menu) => menu.removeAttribute('open')
  document.addEventListener('click', (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) close(menu)
  })
  for (const menu of menus) {
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return
      close(menu)
      menu.querySelector('summary').focus()
    })
  }
}
