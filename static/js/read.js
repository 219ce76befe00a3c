/* Counts one read of the story named by data-read: seen for 5 s, or scrolled after 2 s.
   Sends the story's number, nothing else, and keeps nothing in the browser. */
(() => {
  const story = document.querySelector("[data-read]");
  if (!story || navigator.webdriver) return;
  const to = "/popular/read";
  const body = story.dataset.read;
  const step = 0.25;
  let seconds = 0;
  const clock = setInterval(() => {
    // A page that is prerendered or in another tab is hidden.
    if (document.visibilityState === "visible" && (seconds += step) >= 5) count();
  }, step * 1000);
  const scrolled = () => seconds >= 2 && count();
  const count = () => {
    clearInterval(clock);
    removeEventListener("scroll", scrolled);
    if ("keepalive" in Request.prototype)
      fetch(to, { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
    else navigator.sendBeacon(to, body);
  };
  addEventListener("scroll", scrolled, { passive: true });
})();
