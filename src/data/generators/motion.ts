import type { RawData } from "../raw-data.ts";
import { type Draws, drawsOf, type Generator } from "./generator.ts";

/** Samples of a window and samples a second: four seconds, as phones are usually read. */
const samples = 80;
const rate = 20;
/** m/s^2 */
const gravity = 9.81;

/** How a body moves: accelerations in m/s^2 over a cycle of one step or jump. */
interface Activity {
  readonly name: string;
  /** Steps a second; 0: no cycle. */
  readonly cadence: number;
  /** Amplitudes of the cycle and its harmonics. */
  readonly vertical: readonly number[];
  readonly forward: readonly number[];
  /** To the side, once every two steps. */
  readonly lateral: number;
  /** How far the device leans forward, in radians, and how much that differs from time to time. */
  readonly lean: readonly [mean: number, deviation: number];
  /** How unlike one step is to the next. */
  readonly unevenness: number;
  /** Slow shifting of weight. */
  readonly sway: number;
}

const still = { cadence: 0, vertical: [], forward: [], lateral: 0, unevenness: 0 } as const;

const activities: readonly Activity[] = [
  {
    name: "walking",
    cadence: 2,
    vertical: [2.8, 1.2, 0.4],
    forward: [1.5, 0.7],
    lateral: 0.9,
    lean: [0.05, 0.08],
    unevenness: 0.12,
    sway: 0.15,
  },
  {
    name: "jogging",
    cadence: 2.8,
    vertical: [8.5, 3, 1.2],
    forward: [3.2, 1.4],
    lateral: 2,
    lean: [0.12, 0.08],
    unevenness: 0.12,
    sway: 0.2,
  },
  {
    name: "stairs",
    cadence: 1.5,
    vertical: [2.1, 1.6, 0.9],
    forward: [1.9, 1],
    lateral: 1.2,
    lean: [0.25, 0.1],
    unevenness: 0.3,
    sway: 0.3,
  },
  { name: "sitting", ...still, lean: [1, 0.22], sway: 0.1 },
  { name: "standing", ...still, lean: [0.05, 0.12], sway: 0.22 },
  {
    name: "jumping",
    cadence: 1.7,
    vertical: [11, 5, 1.5],
    forward: [1.2, 0.6],
    lateral: 0.7,
    lean: [0.05, 0.08],
    unevenness: 0.18,
    sway: 0.3,
  },
];

/** What is a person's own in every activity. */
interface Subject {
  /** Factors on cadence and on amplitudes. */
  readonly pace: number;
  readonly strength: number;
  /** Factor on the harmonics: how hard a foot comes down. */
  readonly hardness: number;
  /** How the device sits in its pocket, in radians about its three axes. */
  readonly turn: readonly [roll: number, pitch: number, yaw: number];
}

/** Subjects are drawn beyond any example, so that they are the same however many examples there are. */
const firstSubjectDraw = 1_000_000;

function subjectOf(seed: number, subject: number): Subject {
  const draws = drawsOf(seed, firstSubjectDraw + subject);
  return {
    pace: Math.exp(draws.normal(0.06)),
    strength: Math.exp(draws.normal(0.15)),
    hardness: draws.uniform(0.6, 1.4),
    turn: [draws.normal(0.12), draws.normal(0.15), draws.uniform(-0.4, 0.4)],
  };
}

/**
 * Accelerations of six activities along three axes of a worn device, in m/s^2 with gravity, 20 Hz,
 * windows of four seconds [80, 3]. Subjects differ in pace, strength and how they wear the device.
 */
export const motion: Generator<"motion"> = ({ points, subjects, noise }, seed) => {
  const people = Array.from({ length: subjects }, (_, subject) => subjectOf(seed, subject));
  const x = new Float32Array(points * samples * 3);
  const y = new Float32Array(points);
  const groups = new Uint16Array(points);
  for (let i = 0; i < points; i++) {
    const label = i % activities.length;
    const subject = Math.floor(i / activities.length) % subjects;
    const [activity, person] = [activities[label], people[subject]];
    const window = x.subarray(i * samples * 3, (i + 1) * samples * 3);
    if (activity && person) fillWindow(window, activity, person, noise, drawsOf(seed, i));
    y[i] = label;
    groups[i] = subject;
  }
  return {
    name: "motion",
    inputShape: [samples, 3],
    form: "sequence",
    featureNames: ["x", "y", "z"],
    targets: { kind: "classes", names: activities.map(({ name }) => name) },
    training: { count: points, x, y, lengths: null, groups },
    validation: null,
    subjects: people.map((_, subject) => String(subject + 1)),
  } satisfies RawData;
};

/** How one window differs from the next of the same person. */
interface Occasion {
  readonly cadence: number;
  readonly strength: number;
  readonly lean: number;
  /** Where in its cycle the window begins, of each wave. */
  readonly phases: readonly number[];
  /** Standard deviation of the sensor's own noise. */
  readonly hiss: number;
}

const waves = 8;

function occasionOf(activity: Activity, person: Subject, noise: number, draws: Draws): Occasion {
  const [lean, deviation] = activity.lean;
  const start = draws.uniform(0, 2 * Math.PI);
  return {
    cadence: activity.cadence * person.pace * Math.exp(draws.normal(0.15 * noise)),
    strength: person.strength * Math.exp(draws.normal(0.4 * noise)),
    lean: lean + draws.normal(deviation * (0.5 + noise)),
    phases: Array.from({ length: waves }, (_, wave) => start * (wave + 1) + draws.normal(0.5)),
    hiss: 0.05 + 1.5 * noise,
  };
}

function fillWindow(
  window: Float32Array,
  activity: Activity,
  person: Subject,
  noise: number,
  draws: Draws,
): void {
  const occasion = occasionOf(activity, person, noise, draws);
  const rotation = rotationOf(person.turn, occasion.lean);
  let effort = 1;
  let swing = 0;
  for (let sample = 0; sample < samples; sample++) {
    const time = sample / rate;
    // A slowly changing effort makes one step unlike the next.
    effort += 0.3 * (1 - effort) + draws.normal(activity.unevenness * 0.6);
    swing += -0.1 * swing + draws.normal(activity.sway * 0.5);
    const body = bodyAcceleration(activity, person, occasion, time);
    const felt = body.map((value, axis) => value * effort + (axis === 0 ? swing : swing / 2));
    felt[2] = (felt[2] ?? 0) + gravity;
    for (let axis = 0; axis < 3; axis++) {
      const row = rotation[axis] ?? [0, 0, 0];
      const value = row[0] * (felt[0] ?? 0) + row[1] * (felt[1] ?? 0) + row[2] * (felt[2] ?? 0);
      window[sample * 3 + axis] = value + draws.normal(occasion.hiss);
    }
  }
}

/** Forward, to the side and upwards, without gravity. */
function bodyAcceleration(
  { vertical, forward, lateral }: Activity,
  { hardness }: Subject,
  { cadence, strength, phases }: Occasion,
  time: number,
): number[] {
  // sum over h of a_h sin(2 pi h f t + phi_h), with harder steps in the harmonics
  const cycle = 2 * Math.PI * cadence * time;
  const wave = (amplitudes: readonly number[], from: number) =>
    amplitudes.reduce((sum, amplitude, harmonic) => {
      const weight = harmonic === 0 ? amplitude : amplitude * hardness;
      return sum + weight * Math.sin((harmonic + 1) * cycle + (phases[from + harmonic] ?? 0));
    }, 0);
  const side = lateral * Math.sin(cycle / 2 + (phases[7] ?? 0));
  return [wave(forward, 3), side, wave(vertical, 0)].map((value) => value * strength);
}

type Row = readonly [number, number, number];

/** Of axes about x (roll), y (pitch with the activity's lean) and z (yaw): Rz Ry Rx. */
function rotationOf([roll, pitch, yaw]: Subject["turn"], lean: number): readonly Row[] {
  const [cr, sr] = [Math.cos(roll), Math.sin(roll)];
  const [cp, sp] = [Math.cos(pitch + lean), Math.sin(pitch + lean)];
  const [cy, sy] = [Math.cos(yaw), Math.sin(yaw)];
  return [
    [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
    [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
    [-sp, cp * sr, cp * cr],
  ];
}
