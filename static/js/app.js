// What JavaScript adds to a page that works without it: a switch for the theme, a memory
// for the text size, and the paper's name in the navigation once the masthead is away.
(function (root) {
  "use strict";

  function remember(name, value) {
    try {
      localStorage[name] = value;
    } catch (refused) {
      // Storage is switched off: the choice holds for this page.
    }
  }

  function isDark() {
    return root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  var button = document.querySelector("[data-theme-toggle]");
  if (button) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      button.setAttribute("aria-pressed", String(isDark()));
      remember("theme", root.dataset.theme);
    });
  }

  document.querySelectorAll("[name=size]").forEach(function (choice) {
    choice.checked = choice.value === (root.dataset.size || "normal");
    choice.addEventListener("change", function () {
      root.dataset.size = choice.value;
      remember("size", choice.value);
    });
  });

  var nav = document.querySelector(".nav");
  var mast = document.querySelector(".mast");
  if (nav && mast && "IntersectionObserver" in window) {
    new IntersectionObserver(function (entries) {
      nav.classList.toggle("stuck", !entries[0].isIntersecting);
    }).observe(mast);
  }
})(document.documentElement);
