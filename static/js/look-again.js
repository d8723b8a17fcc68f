// A page with data-look-again="2" asks for itself every two seconds and puts the answer in its
// own place, without losing the reader's place. Without script it has a link to do the same.
const again = async (seconds) => {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  try {
    const answer = await fetch(location.href)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    document.querySelector('main').replaceWith(page.querySelector('main'))
    document.title = page.title
  } catch {
    // The server is away for a moment: ask again.
  }
  lookAgain()
}

export const lookAgain = () => {
  const waiting = document.querySelector('[data-look-again]')
  if (waiting) again(Number(waiting.dataset.lookAgain))
}
