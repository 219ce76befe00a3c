// Before the first paint: the theme and text size this reader chose. Blocking, so tiny.
(function (root) {
  try {
    if (localStorage.theme) root.dataset.theme = localStorage.theme;
    if (localStorage.size) root.dataset.size = localStorage.size;
  } catch (refused) {
    // Storage is switched off: the system's theme and the normal size stand.
  }
})(document.documentElement);
