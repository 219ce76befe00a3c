// Videos of other sites: until a reader presses the button nothing of theirs is loaded.
// Without this a placeholder is a link to its provider.
(function () {
  "use strict";

  document.querySelectorAll("[data-player]").forEach(function (figure) {
    var offer = figure.querySelector(".embed-play");
    var title = figure.querySelector(".embed-title");
    var link = figure.querySelector("a");
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", function () {
      var frame = document.createElement("iframe");
      frame.title = (title || link).textContent;
      frame.allow = "autoplay; fullscreen; picture-in-picture";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox");
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.src = figure.dataset.player;
      offer.replaceWith(frame);
      frame.focus();
    });
  });
})();
