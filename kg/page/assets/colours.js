// ---- colours: those of the theme, read from the style ---------------------------------------------------
export let paper = null; // the colours of the theme
export const isDark = () => document.documentElement.dataset.theme === "dark";
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (key) => style.getPropertyValue(`--${key}`).trim();
  paper = Object.fromEntries(
    ["paper", "ground", "ink", "soft", "line", "land", "edge", "accent", "faint"].map((key) => [key, read(key)]),
  );
}
export const inTheme = (look) => (isDark() ? look.dark : look.light);
export const withAlpha = (hex, alpha) =>
  hex +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0");
