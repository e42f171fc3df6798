// ---- search -------------------------------------------------------------------------------
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const index = DATA.nodes.map((node) => ({
  id: node.id, degree: node.degree, iri: node.iri.toLowerCase(),
  names: [...node.label, ...node.also, node.id.replace(/^id:/, ""), node.id].filter(Boolean).map(fold),
}));
function find(text, most = 12) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const score = (each) => (each === wanted ? 4 : each.startsWith(wanted) ? 3 : each.includes(` ${wanted}`) ? 2 : each.includes(wanted) ? 1 : 0);
  return index.map((each) => [Math.max(...each.names.map(score), each.iri === wanted ? 4 : 0), each])
    .filter(([points]) => points).sort(([p, a], [q, b]) => q - p || b.degree - a.degree || (a.id < b.id ? -1 : 1))
    .slice(0, most).map(([, each]) => each.id);
}
/** The combobox pattern of ARIA: arrows move, Enter takes, Escape closes and then clears. */
function combobox(input, list, take) {
  let found = [];
  let at = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (to) => {
    at = to;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at >= 0 && found[at]) input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const pick = (id) => {
    input.value = name(id);
    close();
    take(id);
  };
  const open = () => {
    found = find(input.value);
    const items = found.map((id, i) => {
      const item = el("li", { id: `${list.id}-${i}`, role: "option", "data-node": id }, words("div", nodeOf.get(id).label), words("span", nodeOf.get(id).kind));
      item.addEventListener("mousedown", (event) => (event.preventDefault(), pick(id)));
      return item;
    });
    const none = input.value.trim() && !found.length;
    list.replaceChildren(...items, ...(none ? [el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("no-hit"))] : []));
    list.hidden = !(found.length || none);
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(found.length ? 0 : -1);
  };
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found[at] && !list.hidden) pick(found[at]);
    else if (event.key === "Escape" && !list.hidden) (event.stopPropagation(), close());
    else if (event.key === "Escape" && input.value) (event.stopPropagation(), (input.value = ""));
    else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      if (list.hidden) open();
      else if (found.length) point((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else return;
    event.preventDefault();
  });
}
