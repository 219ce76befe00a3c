/* What the desk knows of the library's photos: each is asked for once a page. */

const MOST = 24 // photos that one answer holds
const known = new Map()
let address = ""
let waiting = new Map()

export const askAt = (picker) => { address = picker }

/* Keep what is known of a photo, such as one that was just taken in. */
export const learn = (photo) => { known.set(String(photo.id), photo) }

const ask = async (parameters) => {
  const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`)
  if (!answer.ok) throw new Error(`${answer.status}`)
  const { photos } = await answer.json()
  photos.forEach(learn)
  return photos
}

/* Photos by their words, the newest first; all of them for no words. */
export const search = (words) => ask({ q: words })

/* One photo by its id, or null if the library has it no more. Those that are wanted at
   the same moment are asked for together. */
export const photoOf = (id) => {
  if (known.has(id)) return Promise.resolve(known.get(id))
  if (!waiting.size) queueMicrotask(askForWaiting)
  return new Promise((resolve, reject) => {
    waiting.set(id, [...(waiting.get(id) ?? []), [resolve, reject]])
  })
}

const askForWaiting = async () => {
  const all = [...waiting]
  waiting = new Map()
  for (let from = 0; from < all.length; from += MOST) {
    const some = all.slice(from, from + MOST)
    try {
      await ask({ ids: some.map(([id]) => id).join(",") })
      for (const [id, wanting] of some) {
        wanting.forEach(([resolve]) => resolve(known.get(id) ?? null))
      }
    } catch (reason) {
      for (const [, wanting] of some) wanting.forEach(([, reject]) => reject(reason))
    }
  }
}
