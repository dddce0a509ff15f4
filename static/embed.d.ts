// Types of embed.js, version 1 of the JavaScript API. What methods, options and events do is said there.

/** The points of each stroke, y downwards, in any unit. */
export type Strokes = [x: number, y: number][][];

/** A drawing, or 28×28 pixels, 0 to 1 for ink. */
export type Picture = { strokes: Strokes } | { pixels: ArrayLike<number> };

/** Settings as one gives them: some of State, each as a value or as the text that a link has. */
export type Settings = { [name in keyof State]?: State[name] | string };

/** All settings, those of training first, then those of a fresh network and of the page. */
export interface State {
  /** How a step is made; each has its usual rate. */
  optimizer: "SGD" | "Momentum" | "NAG" | "AdaGrad" | "RMSProp" | "Adam";
  /** How far each step moves the weights against the gradient. */
  learningRate: number;
  /** How many images each step averages its gradient over. */
  batchSize: number;
  /** How many steps training runs before it stops by itself. */
  iterations: number;
  /** How many of MNIST’s 60,000 training images to learn from; with 300 a network learns them by heart. */
  dataSize: number;
  /**
   * The share of each batch that is your own drawings instead of MNIST images; it has no effect while you have none.
   */
  ownShare: number;
  /** How much of the last movement carries over into the next step. */
  momentum: number;
  /** How much of the past squared gradients each step keeps. */
  decay: number;
  /** How much of the past squared gradients Adam keeps at each step; the momentum is its beta 1. */
  beta2: number;
  /** How the learning rate falls over the iterations. */
  schedule: "Constant" | "Step" | "Cosine";
  /** After how many steps the learning rate drops; 0 means a third of the iterations. */
  stepEvery: number;
  /** What the learning rate is multiplied by when it drops. */
  stepFactor: number;
  /** How strongly each step pulls the weights towards 0, so that none grows larger than needed. */
  weightDecay: number;
  /** The layers, as in conv16k5-relu-pool2-affine10; leave it empty to use the hidden sizes and activation. */
  network: string;
  /** Units in each hidden layer, separated by commas; leave it empty for none. */
  hidden: number[];
  /** The function between the layers; without it the network could only draw straight lines between the classes. */
  activation: "ReLU" | "Sigmoid";
  /** Where the random numbers start: the same seed and settings give the same weights, bit for bit. */
  seed: number;
  /**
   * How far the random weights spread at the start: by 0.01 (Normal), by 1 (Standard), by the number of inputs (Xavier,
   * He), or not at all.
   */
  init: "Normal" | "Standard" | "Xavier" | "He" | "Zeros";
  /** How many processors train a network with convolutions; auto picks the faster way. The result is the same. */
  workers: "auto" | "1" | "2" | "4";
  /** Light or dark; auto follows the system. */
  theme: "auto" | "light" | "dark";
  /**
   * Numbers, names, + − * / ^, parentheses, exp, log or ln, sqrt, sin, cos, abs, max, relu, sigmoid and tanh. A line
   * such as t = x + y names a value for the lines below.
   */
  formula: string;
  /** What the names in the formula stand for; a name without a value is 1. */
  values: Record<string, number>;
  /** How many steps of the formula’s computation to show; −1 shows all. */
  step: number;
  /** The layer on the bench, as in affine3, conv1k3, pool2, batchnorm or softmaxwithloss. */
  layer: string;
  /**
   * The numbers on the bench, as in x=1,2;3,4~W=1,0;0,1~b=0,1: commas within a row, semicolons between rows, slashes
   * between channels, two between images.
   */
  numbers: string;
  /**
   * Whether the layer on the bench computes as in training or as for a prediction, which BatchNormalization and Dropout
   * tell apart.
   */
  layerMode: "train" | "predict";
  /** Where the random numbers of Dropout’s mask on the bench start. */
  mask: number;
  /** How many steps of the layer’s computation to show; −1 shows all. */
  layerStep: number;
  /** The element on the bench whose story is told, as in out.0.1 or dW.1.2. */
  element: string;
  /** The layers of the graph that are shown in full, joined by commas. */
  unfolded: string;
  /** The number of the graph’s node whose tensors are shown; −1 is none. */
  node: number;
  /** Which element of the node’s tensors is looked at, counted from 0. */
  graphElement: number;
  /** How many steps of the graph’s computation to show; −1 is its end, −2 shows the graph without steps. */
  graphStep: number;
  /**
   * Whether the graph is computed as in training or as for a prediction, which BatchNormalization and Dropout tell
   * apart; auto trains on a batch and predicts a drawing.
   */
  graphMode: "auto" | "train" | "predict";
  /** Whether what flows through the graph is shown as small pictures or as numbers. */
  graphLook: "pictures" | "numbers";
  /** Whether a drawing's graph is that of the network that is trained here, or that of the reader. */
  graphOf: "network" | "reader";
  /**
   * Whether the graph is of the current batch or of what is drawn; auto is the drawing, where there is one or an area
   * for it.
   */
  graphInput: "auto" | "batch" | "drawing";
  /** The digit that the loss of a drawing is of; −1 is what the network sees. */
  graphTarget: number;
  /** How far one weight is pulled, to both sides. */
  pullReach: "1" | "10" | "0.1" | "0.01";
  /** The h of the secant beside the tangent. */
  pullStep: "1" | "0.1" | "0.01" | "0.001" | "0.0001" | "1e-05" | "1e-06" | "1e-07";
  /** How far the weight is pulled, in parts of its reach; 0 is not at all, 32 is all of it. */
  pullBy: number;
  /** The cell of the mistakes whose images are shown: 49 is 4 taken for 9, 7 is 0 taken for 7; −1 is all. */
  mistakes: number;
  /** What the network is fooled to see; any is any digit but its own, auto a 3, or an 8 where it sees a 3. */
  foolTarget: "auto" | "any" | "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
  /**
   * How a change is kept small: a little everywhere (max), few pixels (count), or a short way (distance); auto is max,
   * and distance on blank paper and for the reader.
   */
  foolNorm: "auto" | "max" | "count" | "distance";
  /** Whether the network that is trained here is fooled, or the reader. */
  foolOf: "network" | "reader";
  /** Whether the way begins with the drawing or with blank paper. */
  foolFrom: "drawing" | "paper";
  /** How many steps of the way to show, which is computed for it; −1 is none. */
  foolFrame: number;
  /** The step of the training that is looked back at; −1 is the present. */
  moment: number;
  /** The step that is seen beside the one that is looked at; −1 is none. */
  momentBeside: number;
  /** How much the curve of the loss is smoothed. */
  smoothing: "Off" | "Some" | "Much";
  /** The scale of the curve of the loss. */
  lossScale: "linear" | "log";
  /** What the fold of distributions shows by layer. */
  distributions: "activation" | "activation-gradient" | "weight" | "weight-gradient";
  /** The language of the code that the page shows. */
  language: "python" | "go";
  /** The folds of the page that are open, joined by commas. */
  open: string[];
  /** Trains a few networks that differ in one thing, one after the other. */
  experiment: "" | "learning-rate" | "zero-weights" | "sigmoid-layers" | "relu-layers" | "dying-relu" |
    "batch-normalization" | "dropout" | "optimizers" | "batch-size";
  /**
   * The network that a page begins with: one from scratch, or the built-in one; auto is from scratch where there is
   * only the training to see.
   */
  from: "auto" | "scratch" | "builtin";
  /**
   * How many steps a page trains the network from scratch when it is opened: who opens the link sees the same network.
   */
  steps: number;
  /** The address of a safetensors file, as Inkgrad saves networks: a page that is opened with it has that network. */
  weights: string;
  /** The SHA-256 of the file of the weights, in hexadecimal digits: another file is refused. */
  digest: string;
  /** The address of a file with more settings, as they stand in a link; those of the link go first. */
  state: string;
  /** What is drawn, as a link has it: a page that is opened with it shows the same drawing. */
  strokes: string;
  /** The image of the test set on the drawing area, by its number from 0; −1 is none. */
  sample: number;
  /** The lesson in place of the chapter: its text, as package lesson reads it, or the address of a file with it. */
  lesson: string;
  /** The section of the chapter or the lesson, as in relu or training; nothing is the first. */
  section: string;
  /** The sections of the chapter whose question was answered, joined by commas. */
  answered: string;
  /** What the figures of the chapter were set to, where they were changed: name?settings, joined by semicolons. */
  figures: string;
  /** The settings that have no control on the page. */
  hide: string[];
  /** The settings that can be seen, but not changed. */
  lock: string[];
}

export interface Status {
  /** Steps since the fresh weights. */
  step: number;
  /** How many parameters the network has. */
  parameters: number;
  /** Whether it is Inkgrad's own. */
  builtin: boolean;
  /** Whether training runs. */
  running: boolean;
}

export interface Reading {
  /** The likeliest digit. */
  digit: number;
  /** The probabilities of 0 to 9. */
  probabilities: number[];
  /** Whether the digit is likelier than all others together. */
  sure: boolean;
}

/** By the network if it was trained here, else by the reader of drawings. */
export interface Classification extends Reading {
  pixels: number[];
  /** Whether the network was trained here. */
  own: boolean;
  network: Reading;
  /** Null while the reader is loading. */
  reader: Reading | null;
}

/** Accuracies are fractions of so many images; they are null where they were not measured. */
export interface Training {
  step: number;
  /** How often each image was seen. */
  epoch: number;
  /** The loss of the last batch. */
  loss: number;
  stepsPerSecond: number;
  trainAccuracy: number | null;
  testAccuracy: number | null;
  /** The step that the accuracies are of. */
  accuracyStep: number | null;
  trainImages: number;
  testImages: number;
}

export interface Progress extends Training {
  /** The mean loss of the batches since the last event. */
  meanLoss: number;
  /** In seconds. */
  remaining: number;
}

export interface Check {
  params: {
    name: string;
    /** The mean of |numerical − backpropagation|, and the largest relative to the larger of the two. */
    meanAbsDiff: number;
    maxRelDiff: number;
    /** How many of size elements were checked, how many more stand on a kink, and how many of the checked differ. */
    checked: number;
    kinked: number;
    differing: number;
    size: number;
  }[];
  /** Whether none differs. */
  ok: boolean;
  /** The mistake that was asked for, and the layer that it was in. */
  planted: { bug: string; scope: string } | null;
}

/** Row by row; axis 0 of a value is the batch. Elements may be infinite, or NaN. */
export interface Tensor {
  shape: number[];
  data: number[];
}

export interface GraphNode {
  /** Its place in nodes. */
  id: number;
  /** The operation (MatMul, ReLU, ...), or Input, Target, Param, Constant and the like. */
  kind: string;
  /** x, t, W1, b1, loss, or "". */
  name: string;
  /** Its layer: Affine1. */
  scope: string;
  /** The ids of its operands. */
  inputs: number[];
  shape: number[];
  value: Tensor | null;
  /** The gradient of the loss by value. */
  grad: Tensor | null;
}

/** Of samples images, in the network of that step. */
export interface Graph {
  nodes: GraphNode[];
  step: number;
  samples: number;
}

/** A formula and its graph, of scalars. */
export interface Formula {
  expression: string;
  values: Record<string, number>;
  nodes: GraphNode[];
}

/** A few steps of training. */
export interface Step {
  step: number;
  epoch: number;
  loss: number;
  meanLoss: number;
  /** The loss of each. */
  losses: number[];
}

/** An answer of the reader to a question: of a section of the chapter, by its name, or of a puzzle, "17/layer". */
export interface Answer {
  panel: "chapter" | "check";
  question: string;
  answer: string;
  right: boolean;
}

/** What the reader takes for the gradient of a node of the formula, before it is shown. */
export interface Prediction {
  formula: string;
  node: number;
  name: string;
  answer: string;
  right: boolean;
}

/** Something went wrong in the frame. */
export interface Failure {
  code: Code;
  message: string;
  /** The file of data that is missing. */
  file?: string;
}

/** The events by name, with their data. */
export interface Events {
  progress: Progress;
  step: Step;
  drawing: Picture;
  classify: Classification;
  answer: Answer;
  prediction: Prediction;
  resize: { height: number };
  error: Failure;
}

export type EventName = keyof Events;

export type Panel = "draw" | "train" | "graph" | "fool" | "mistakes" | "check" | "formula" | "layer" | "chapter" | "all";

/** The options of mount. */
export interface Options {
  panel?: Panel;
  state?: Settings | string;
  theme?: "light" | "dark" | "auto";
  height?: number;
  sandbox?: boolean;
  title?: string;
  src?: string;
  timeout?: number;
}

export type Code = "bad-request" | "not-ready" | "cancelled" | "busy" | "diverged" | "bad-formula" | "destroyed" |
  "panic" | "unknown-method" | "timeout" | "data";

/** Why something was not done. */
export class InkgradError extends Error {
  constructor(code: Code, message: string, column?: number);
  readonly code: Code;
  /** Where in the formula, from 1. */
  readonly column?: number;
}

/** A panel in a frame. */
export class Inkgrad {
  private constructor(frame: HTMLIFrameElement);
  static mount(element: Element | DocumentFragment | string, options?: Options): Promise<Inkgrad>;
  /** That of the Inkgrad in the frame. */
  readonly version: string;
  classify(picture: Picture): Promise<Classification>;
  train(params?: { steps?: number }): Promise<Training>;
  pause(): Promise<Status>;
  reset(): Promise<Status>;
  gradcheck(params?: {
    h?: number;
    samples?: number;
    elements?: number;
    dtype?: "float32" | "float64";
    bug?: string;
    bugSeed?: number;
    bookLogarithm?: boolean;
  }): Promise<Check>;
  graph(picture?: (Picture | {}) & { label?: number; mode?: "train" | "predict" }): Promise<Graph>;
  params(): Promise<Record<string, Tensor>>;
  save(): Promise<Uint8Array>;
  load(file: ArrayBuffer | ArrayBufferView | Blob | URL | string): Promise<Status>;
  getDrawing(): Promise<Picture>;
  setDrawing(picture: Picture): Promise<Picture>;
  getState(): Promise<State>;
  setState(state: Settings): Promise<State>;
  setFormula(formula: { expression: string; values?: Record<string, number> }): Promise<Formula>;
  step(by?: number): Promise<{ step: number; steps: number }>;
  on<Name extends EventName>(event: Name, fn: (data: Events[Name]) => void): () => void;
  off<Name extends EventName>(event: Name, fn: (data: Events[Name]) => void): void;
  setHeight(height?: number): void;
  destroy(): void;
}

/** The element <ink-grad>, which element.js documents. */
export interface InkgradElement extends HTMLElement {
  start(): Promise<Inkgrad>;
}

declare global {
  interface HTMLElementTagNameMap {
    "ink-grad": InkgradElement;
  }
}

/** A widget of anywidget: the element, with what its model has for attributes. */
declare const widget: {
  render(place: {
    model: { get(name: string): unknown; on(event: string, fn: () => void): void };
    el: HTMLElement;
  }): () => void;
};
export default widget;
