/**
 * Functions of two numbers on which optimizers can be watched: their values, slopes, and what part of
 * the plane is worth seeing. Rates are those at which each optimizer shows its character there.
 */
import type { OptimizerKind } from "../../spec/catalogue.ts";

export const surfaceNames = ["valley", "ravine", "saddle", "beale", "rosenbrock", "hills"] as const;
export type SurfaceName = (typeof surfaceNames)[number];

export type PlanePoint = readonly [x: number, y: number];

export interface SurfaceFunction {
  readonly value: (x: number, y: number) => number;
  readonly gradient: (x: number, y: number) => PlanePoint;
  readonly xRange: PlanePoint;
  readonly yRange: PlanePoint;
  readonly start: PlanePoint;
  /** Its lowest value, reached at `minima`. */
  readonly lowest: number;
  readonly minima: readonly PlanePoint[];
  readonly steps: number;
  readonly rates: Rates;
}

type Rates = Readonly<Record<OptimizerKind, number>>;
type ToldRates = "sgd" | "momentum" | "adagrad" | "rmsprop" | "adam" | "lion";

/** Kin take the rate of their kin, and Adadelta finds its own, unless they are told another. */
function ratesOf(told: Pick<Rates, ToldRates> & Partial<Rates>): Rates {
  const { momentum, adam } = told;
  const kin = { adamw: adam, amsgrad: adam, adamax: adam, nadam: adam, radam: adam };
  return { nesterov: momentum, ...kin, adadelta: 1, ...told };
}

/** Saitoh's valley, with his rates and those of ../shared/golden. */
const valley: SurfaceFunction = {
  // x^2 / 20 + y^2
  value: (x, y) => (x * x) / 20 + y * y,
  gradient: (x, y) => [x / 10, 2 * y],
  xRange: [-9, 9],
  yRange: [-4, 4],
  start: [-7, 2],
  lowest: 0,
  minima: [[0, 0]],
  steps: 30,
  rates: ratesOf({ sgd: 0.95, momentum: 0.1, adagrad: 1.5, rmsprop: 0.1, adam: 0.3, lion: 0.1 }),
};

/** The valley's kin, turned by 45 degrees: a scale for each axis no longer helps. */
const ravine: SurfaceFunction = {
  // u^2 / 20 + 2 v^2 with u = (x + y) / sqrt 2, v = (x - y) / sqrt 2
  value: (x, y) => (x + y) ** 2 / 40 + (x - y) ** 2,
  gradient: (x, y) => [(x + y) / 20 + 2 * (x - y), (x + y) / 20 - 2 * (x - y)],
  xRange: [-6, 6],
  yRange: [-5, 5],
  start: [-4.5, -2.5],
  lowest: 0,
  minima: [[0, 0]],
  steps: 60,
  rates: ratesOf({ sgd: 0.45, momentum: 0.05, adagrad: 1, rmsprop: 0.1, adam: 0.3, lion: 0.1 }),
};

/** A pass between two hollows; it starts close to the line that leads to the saddle point. */
const saddle: SurfaceFunction = {
  // x^2 / 2 - y^2 / 2 + y^4 / 4
  value: (x, y) => (x * x) / 2 - (y * y) / 2 + y ** 4 / 4,
  gradient: (x, y) => [x, -y + y ** 3],
  xRange: [-2.5, 2.5],
  yRange: [-1.6, 1.6],
  start: [-2, 0.005],
  lowest: -0.25,
  minima: [
    [0, 1],
    [0, -1],
  ],
  steps: 60,
  rates: ratesOf({ sgd: 0.1, momentum: 0.05, adagrad: 0.2, rmsprop: 0.05, adam: 0.1, lion: 0.05 }),
};

/** Beale, 1958: steep edges around a plain with one minimum. */
const beale: SurfaceFunction = {
  // (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2
  value: (x, y) =>
    (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y ** 3) ** 2,
  gradient: (x, y) => {
    const [a, b, c] = [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y ** 3];
    return [
      2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y ** 3 - 1),
      2 * a * x + 4 * b * x * y + 6 * c * x * y * y,
    ];
  },
  xRange: [-1, 4.5],
  yRange: [-1.5, 2],
  start: [1, 1.5],
  lowest: 0,
  minima: [[3, 0.5]],
  steps: 150,
  rates: ratesOf({
    sgd: 0.02,
    momentum: 0.005,
    adagrad: 1,
    rmsprop: 0.05,
    adam: 0.1,
    lion: 0.03,
    adamax: 0.2,
    radam: 0.003,
  }),
};

/** Rosenbrock, 1960: the valley is bent, and nearly flat along its ground. */
const rosenbrock: SurfaceFunction = {
  // (1 - x)^2 + 100 (y - x^2)^2
  value: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: (x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
  xRange: [-2, 2],
  yRange: [-1, 3],
  start: [-1.2, 1],
  lowest: 0,
  minima: [[1, 1]],
  steps: 400,
  rates: ratesOf({
    sgd: 0.002,
    momentum: 0.0005,
    adagrad: 1,
    rmsprop: 0.01,
    adadelta: 2,
    adam: 0.05,
    lion: 0.01,
    adamax: 0.3,
    radam: 0.002,
  }),
};

/** A bowl with hollows in its side: momentum rolls through where plain steps are caught. */
const hills: SurfaceFunction = {
  // (x^2 + y^2) / 10 + 1 - cos(1.5 x) / 2 - cos(1.5 y) / 2
  value: (x, y) => (x * x + y * y) / 10 + 1 - Math.cos(1.5 * x) / 2 - Math.cos(1.5 * y) / 2,
  gradient: (x, y) => [x / 5 + 0.75 * Math.sin(1.5 * x), y / 5 + 0.75 * Math.sin(1.5 * y)],
  xRange: [-7, 7],
  yRange: [-6, 6],
  start: [-5.5, 4.6],
  lowest: 0,
  minima: [[0, 0]],
  steps: 80,
  rates: ratesOf({
    sgd: 0.1,
    momentum: 0.05,
    adagrad: 0.7,
    rmsprop: 0.1,
    adam: 0.3,
    lion: 0.1,
    radam: 0.1,
  }),
};

export const surfaces: Readonly<Record<SurfaceName, SurfaceFunction>> = {
  valley,
  ravine,
  saddle,
  beale,
  rosenbrock,
  hills,
};
