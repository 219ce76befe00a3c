/* Leafs through the photos of a story by arrow keys and swipe, and back to the story by
   Escape: each only follows a link that the page has without it. */
(() => {
  const stage = document.getElementById("photo");
  if (!stage) return;
  const follow = (which) => {
    const link = document.querySelector(which);
    if (link) location.assign(link.href);
  };
  // In a language that is written from the right, the next photo lies to the left.
  const forward = getComputedStyle(stage).direction === "rtl" ? -1 : 1;
  const leaf = (step) => follow(step === forward ? "#photo [rel=next]" : "#photo [rel=prev]");

  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowRight") leaf(1);
    else if (event.key === "ArrowLeft") leaf(-1);
    else if (event.key === "Escape") follow("[data-back]");
  });

  let from = null;
  stage.addEventListener("touchstart", (event) => {
    // Two fingers, or one on a picture that is zoomed in, look closer.
    const zoomed = window.visualViewport && visualViewport.scale > 1.01;
    from = event.touches.length === 1 && !zoomed ? event.touches[0] : null;
  }, { passive: true });
  stage.addEventListener("touchend", (event) => {
    if (!from) return;
    const across = event.changedTouches[0].clientX - from.clientX;
    const down = event.changedTouches[0].clientY - from.clientY;
    if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(down)) leaf(across < 0 ? 1 : -1);
    from = null;
  }, { passive: true });
})();
