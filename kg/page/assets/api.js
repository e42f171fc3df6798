// ---- api: what the page tells a script, a test or the console --------------------------------------------
import { select } from "./choose.js";
import { compareTwo } from "./comparing.js";
import { DATA, graph, nodes, relations } from "./data.js";
import { csvText, onPaper, png, svgText } from "./export.js";
import { labels } from "./labels.js";
import { grow } from "./marks.js";
import { path } from "./model.js";
import { isAtRest } from "./motion.js";
import { scene, seen } from "./scene.js";
import { find } from "./search.js";
import { formNow, stageSize } from "./stage.js";
import { isFollowed, state, thing } from "./state.js";
import { sentenceOfStep, tell } from "./story.js";
import { headline } from "./titles.js";
import { view } from "./view.js";
import { labelOf, sentenceOf } from "./words.js";
const copyOf = (value) =>
  JSON.parse(JSON.stringify(value, (key, each) => (each instanceof Set ? [...each] : each)));
export const kg = {
  nodes: () => copyOf(nodes),
  relations: () =>
    relations.map((each) => ({
      ...copyOf(each),
      ...{ from: each.a, to: each.b, kind: each.family, label: labelOf(each), says: sentenceOf(each) },
    })),
  visible: () => ({
    nodes: [...seen.nodes],
    relations: [...seen.relations].map(([id, when]) => ({ id, when })),
  }),
  dots: () => [...scene.dots.values()].map(({ id, members }) => ({ id, members: [...members] })),
  lines: () => [...scene.lines.values()].map(({ key, relations: own }) => ({ key, n: own.length })),
  select: (id) => select(id),
  state: () => ({ ...state }),
  settled: () => isFollowed() && isAtRest() && formNow().isAsLargeAsStage(),
  stories: () =>
    DATA.stories.map(({ id, steps }) => ({ id, said: steps.map(sentenceOfStep), states: steps.map((step) => step.state) })),
  tell: (id, at) => tell(String(id), Number(at)),
  views: () => copyOf(DATA.views),
  find: (text) => find(String(text)),
  compare: (a, b) =>
    copyOf(compareTwo(graph, thing(String(a)), thing(String(b)), state.asof)).map(({ a: ours, b: theirs, ...line }) => ({
      ...line,
      a: ours.map(({ said, claim }) => ({ said, id: claim?.id ?? null })),
      b: theirs.map(({ said, claim }) => ({ said, id: claim?.id ?? null })),
    })),
  path: (a, b) => path(seen, thing(String(a)), thing(String(b))),
  positions: () => Object.fromEntries([...scene.at].map(([id, { x, y }]) => [id, { x, y }])),
  spot: (id) => {
    const { x, y } = formNow().spot(String(id));
    const box = stageSize();
    return { x: box.x + x, y: box.y + y };
  },
  labels: () => copyOf(labels.map(({ id, rows, box, line }) => ({ id, rows, box, line }))),
  folded: () => [...scene.folded],
  look: () => ({ ...view.camera }),
  marks: () =>
    [...scene.at].map(([id, { x, y }]) => ({ id, x, y, r: scene.marks.get(id).r * grow(view.camera.k), lit: scene.marks.get(id).alpha === 1, near: scene.dots.get(id).near.size })),
  svg: (sheet) => onPaper(() => svgText(sheet)),
  headline: () => headline(),
  csv: () => csvText(),
  png: async () => (await png()).size,
};
export const offer = () => Object.defineProperty(window, "kg", { value: Object.freeze(kg) });
