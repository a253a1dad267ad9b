// The switch of language keeps the place on the page; what scrolls sideways can be reached by the keyboard.
document.addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll(".language-switch a")) {
    link.addEventListener("click", () => {
      link.hash = location.hash;
      link.search = location.search;
    });
  }
  for (const box of document.querySelectorAll(".table-wrapper, .highlight pre")) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    }
  }
});

// The theme does not mark these texts for translation.
const JAPANESE = {
  "Toggle site navigation sidebar": "サイトのナビゲーションを開閉",
  "Toggle table of contents sidebar": "目次を開閉",
  "Toggle Light / Dark / Auto color theme": "配色（明・暗・自動）を切り替え",
};
const TOGGLE = /^Toggle navigation of (.*)$/;
if (document.documentElement.lang === "ja") {
  document.addEventListener("DOMContentLoaded", () => {
    for (const element of document.querySelectorAll("[aria-label]")) {
      const text = element.getAttribute("aria-label");
      const group = text.match(TOGGLE);
      element.setAttribute("aria-label", group ? `「${group[1]}」を開閉` : (JAPANESE[text] ?? text));
    }
    for (const element of document.querySelectorAll(".toctree-checkbox + label .visually-hidden, label .visually-hidden")) {
      element.textContent = element.textContent.replace(TOGGLE, "「$1」を開閉");
    }
  });
}

// Sphinx gives the captions of the sidebar the role of a heading, but no level.
document.querySelectorAll('.caption[role="heading"]').forEach((caption) => caption.setAttribute("aria-level", "2"));
