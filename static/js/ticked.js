// A form with data-ticked="address" asks there, after each change, what the lines ticked in it would
// do, and shows the answer in its data-ticked-says. Without script it has a button for the same.
export const sayTicked = () => {
  const form = document.querySelector('[data-ticked]')
  const says = form?.querySelector('[data-ticked-says]')
  if (!says) return
  let latest = 0
  form.addEventListener('change', async () => {
    const mine = ++latest
    const lines = [...form.querySelectorAll('[name="line"]:checked')].map((box) => box.value)
    const general = [...form.querySelectorAll('[value="general"]:checked')].map((choice) => choice.name.slice(3))
    const address = new URL(form.dataset.ticked, location.href)
    address.searchParams.set('ticked', lines.join(','))
    address.searchParams.set('general', general.join(','))
    try {
      const answer = await fetch(address)
      const words = await answer.text()
      // Whoever ticked on meanwhile gets the later answer.
      if (answer.ok && mine === latest) says.innerHTML = words
    } catch {
      // The server is away for a moment: the button works when it is back.
    }
  })
}
