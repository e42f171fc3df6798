// ---- motion: what is still to come in the picture, so that all can tell when it has come to rest ---------
const awaited = new Set();
const asking = (ask, cancel) => (act, time) => {
  const turn = { callOff: () => cancel(number) };
  const number = ask((now) => {
    awaited.delete(turn);
    act(now);
  }, time);
  awaited.add(turn);
  return turn;
};
/** Act at the next frame, or some milliseconds later; both return what `callOff` takes. */
export const onFrame = asking((act) => requestAnimationFrame(act), (number) => cancelAnimationFrame(number));
export const after = asking((act, time) => setTimeout(act, time), (number) => clearTimeout(number));
export function callOff(turn) {
  if (awaited.delete(turn)) turn.callOff();
}
/** Whether nothing is awaited: no look to be drawn, no flight under way. */
export const isAtRest = () => !awaited.size;
