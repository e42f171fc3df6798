// ---- forms: the pictures that can stand on the stage -----------------------------------------------------
// Each is { name, isOffered, wanted, open, close, draw, fit, reveal, isAsLargeAsStage, zoom, drawing, spot }:
//   isOffered()     whether these data have something for it
//   wanted(state)   the state as this form draws it, such as partners alone
//   open(stage)     make its elements on the stage; close() takes them off
//   draw(isNew)     show what is seen, anew where other things are to be seen
//   fit(), reveal(animate), zoom(by)   the camera, where it has one
//   isAsLargeAsStage()   whether it was drawn for the size that the stage has now
//   drawing({w, h}) the picture as a group of SVG, for files and paper
//   spot(id)        where a thing stands on the stage, in pixels
import { mapForm } from "./mapform.js";
import { matrixForm } from "./matrixform.js";
import { network } from "./network.js";
import { timelineForm } from "./timelineform.js";
export const FORMS_HERE = [
  mapForm,
  matrixForm,
  timelineForm,
  network,
];
